package ledger

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// PutListing writes the run's line in the listing of its report. No rule reads it.
// A final state replaces any line but that of a later epoch or round. A state that
// is not final only replaces that of an earlier epoch: a slow dispatcher may write
// after the reporter.
func (l *Ledger) PutListing(ctx context.Context, r fanlight.Run) error {
	when := "attribute_not_exists(epoch) OR epoch < :epoch"
	if r.State.Final() {
		when += " OR (epoch = :epoch AND round <= :round)"
	}
	_, _, err := l.update(ctx, update{
		key:   key{"REPORT#" + r.ID.Report(), "RUN#" + string(r.ID)},
		set:   "SET #state = :state, epoch = :epoch, round = :round, begun = :begun, expires = :expires",
		when:  when,
		names: map[string]string{"#state": "state"},
		values: item{
			":state": text(string(r.State)), ":epoch": number(r.Epoch), ":round": number(r.Round),
			":begun": millis(r.Begun), ":expires": number(l.expiresFromNow(r)),
		},
	})
	return err
}

// OpenRuns nominates the runs that may have work left, those with the earliest
// deadline first. The index is not consistent: META decides (rule G1).
func (l *Ledger) OpenRuns(ctx context.Context) ([]fanlight.RunID, error) {
	items, err := l.pages(ctx, &dynamodb.QueryInput{
		TableName: &l.table, IndexName: aws.String(OpenIndex),
		KeyConditionExpression:    aws.String("#open = :open"),
		ExpressionAttributeNames:  map[string]string{"#open": OpenField},
		ExpressionAttributeValues: item{":open": text(OpenValue)},
	})
	if err != nil {
		return nil, fmt.Errorf("query open runs: %w", err)
	}
	ids := make([]fanlight.RunID, len(items))
	for i, it := range items {
		var k key
		if err := decode(it, &k); err != nil {
			return nil, err
		}
		ids[i] = fanlight.RunID(k.PK[len("RUN#"):])
	}
	return ids, nil
}
