package ledger

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// cursor reads what a query finds, one item after another, and holds one page of
// it (of 1 MB at most, API_Query).
type cursor struct {
	ctx    context.Context
	ledger *Ledger
	in     *dynamodb.QueryInput
	page   []item
	last   bool // the page is the last one
}

func (l *Ledger) cursor(ctx context.Context, in *dynamodb.QueryInput) *cursor {
	return &cursor{ctx: ctx, ledger: l, in: in}
}

// peek returns the next item, and nil after the last.
func (c *cursor) peek() (item, error) {
	for len(c.page) == 0 {
		if c.last {
			return nil, nil
		}
		answer, err := c.ledger.api.Query(c.ctx, c.in)
		if err != nil {
			return nil, err
		}
		c.page, c.in.ExclusiveStartKey = answer.Items, answer.LastEvaluatedKey
		c.last = len(answer.LastEvaluatedKey) == 0
	}
	return c.page[0], nil
}

// skip goes on to the item after the one that peek returned.
func (c *cursor) skip() { c.page = c.page[1:] }
