package ledger

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

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
