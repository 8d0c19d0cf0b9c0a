package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Results reads what the winners of the run's epoch found, by their index, in
// whichever epoch that was. One of which a chunk is missing is not among them.
func (l *Ledger) Results(ctx context.Context, r fanlight.Run, winners map[int]string) (map[int]fanlight.Result, error) {
	found := make(map[int]fanlight.Result, len(winners))
	err := l.eachWinner(ctx, r, winners, everything, func(index int, _ resultItem, chunks []item) (err error) {
		found[index], err = joinResult(chunks)
		return err
	})
	return found, err
}

// Inheritable returns the winners of the run's epoch whose results the next epoch
// need not find again, each with the epoch that it is of: they are good, and all
// their chunks are there until a time at least (rule D4).
func (l *Ledger) Inheritable(ctx context.Context, r fanlight.Run, winners map[int]string, until time.Time) (map[int]string, error) {
	kept := map[int]string{}
	err := l.eachWinner(ctx, r, winners, fields{"outcome", "count", "expires"}, func(index int, head resultItem, _ []item) error {
		if fanlight.Outcome(head.Outcome).Good() && head.Expires >= until.Unix() {
			kept[index] = fanlight.ParseWinner(winners[index], r.Epoch).String()
		}
		return nil
	})
	return kept, err
}

// fields are the attributes that a query reads of each result; none: everything.
type fields []string

var everything fields

// addTo makes a query read these fields and the sort key. Each has another name
// there, since some are reserved words.
func (f fields) addTo(in *dynamodb.QueryInput) {
	if f == nil {
		return
	}
	in.ExpressionAttributeNames = map[string]string{}
	in.ProjectionExpression = aws.String("sk")
	for _, name := range f {
		in.ExpressionAttributeNames["#"+name] = name
		*in.ProjectionExpression += ", #" + name
	}
}

// eachWinner hands on the winners' results among the items of each epoch that they
// are of, one at a time: its first chunk, and all of them.
func (l *Ledger) eachWinner(ctx context.Context, r fanlight.Run, winners map[int]string, read fields, f func(index int, head resultItem, chunks []item) error) error {
	epochs := map[int]map[string]int{} // the indices by the common prefix of a result's chunks
	for i, name := range winners {
		w := fanlight.ParseWinner(name, r.Epoch)
		if epochs[w.Epoch] == nil {
			epochs[w.Epoch] = map[string]int{}
		}
		epochs[w.Epoch][resultName(i, w.Attempt)] = i
	}
	for _, epoch := range slices.Sorted(maps.Keys(epochs)) {
		in := l.below(epochPK(r.ID, epoch), resultPrefix)
		read.addTo(in)
		if err := l.eachNamed(ctx, in, epochs[epoch], f); err != nil {
			return fmt.Errorf("read results of %s epoch %d: %w", r.ID, epoch, err)
		}
	}
	return nil
}

// eachNamed hands on the named results that a query finds. The chunks of a result
// come one after another; those of a loser, and of a result that is not whole, are
// left out.
func (l *Ledger) eachNamed(ctx context.Context, in *dynamodb.QueryInput, names map[string]int, f func(index int, head resultItem, chunks []item) error) error {
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
