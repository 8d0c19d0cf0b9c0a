package ledger

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Outcomes reads the outcomes of the winners of the run's epoch, by their index.
func (l *Ledger) Outcomes(ctx context.Context, r fanlight.Run, winners map[int]string) (map[int]fanlight.Outcome, error) {
	found := make(map[int]fanlight.Outcome, len(winners))
	in := l.below(epochPK(r.ID, r.Epoch), resultPrefix)
	in.ProjectionExpression = aws.String("sk, outcome, #count") // COUNT is a reserved word
	in.ExpressionAttributeNames = map[string]string{"#count": "count"}
	err := l.eachWinner(ctx, in, winners, func(index int, head resultItem, _ []item) error {
		found[index] = fanlight.Outcome(head.Outcome)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read outcomes of %s epoch %d: %w", r.ID, r.Epoch, err)
	}
	return found, nil
}

// CopyGood copies the good results among an epoch's winners under the keys of
// the run's epoch, with their attempts, and returns those (rule D4). They stay
// packed: a wide report's results would not fit a function's memory at once.
// Copying twice writes the same keys.
func (l *Ledger) CopyGood(ctx context.Context, from, r fanlight.Run, winners map[int]string) (map[int]string, error) {
	copied := map[int]string{}
	in := l.below(epochPK(from.ID, from.Epoch), resultPrefix)
	err := l.eachWinner(ctx, in, winners, func(index int, head resultItem, chunks []item) error {
		if !fanlight.Outcome(head.Outcome).Good() {
			return nil
		}
		copied[index] = winners[index]
		return l.write(ctx, l.rekeyed(r, chunks))
	})
	if err != nil {
		return nil, fmt.Errorf("copy results of %s epoch %d: %w", from.ID, from.Epoch, err)
	}
	return copied, nil
}

func (l *Ledger) rekeyed(r fanlight.Run, chunks []item) []types.WriteRequest {
	writes := make([]types.WriteRequest, len(chunks))
	for n, it := range chunks {
		it[PartitionKey], it[ExpiryField] = text(epochPK(r.ID, r.Epoch)), number(l.expires(r))
		writes[n] = types.WriteRequest{PutRequest: &types.PutRequest{Item: it}}
	}
	return writes
}

// eachWinner hands on the winners' results among the items of an epoch, one at
// a time: its first chunk, and all of them. The chunks of a result come one
// after another; those of a loser, and of a result that is not whole, are left
// out.
func (l *Ledger) eachWinner(ctx context.Context, in *dynamodb.QueryInput, winners map[int]string, f func(index int, head resultItem, chunks []item) error) error {
	names := make(map[string]int, len(winners))
	for i, attempt := range winners {
		names[resultName(i, attempt)] = i
	}
	var current string
	var head resultItem
	var chunks []item
	return l.each(ctx, in, func(it item) error {
		var chunk resultItem
		if err := decode(it, &chunk); err != nil {
			return err
		}
		name := chunk.SK[:len(chunk.SK)-chunkDigits]
		index, wins := names[name]
		if !wins {
			return nil
		}
		if name != current {
			current, head, chunks = name, chunk, nil
		}
		if chunks = append(chunks, it); len(chunks) != head.Count {
			return nil
		}
		return f(index, head, chunks)
	})
}
