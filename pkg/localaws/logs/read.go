package logs

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

const (
	maxPage       = 10_000    // rows of one answer (API_GetQueryResults)
	pageTokenLife = time.Hour // "The token expires after 1 hour" (same)
)

// GetQueryResults returns a query's state and statistics, and a page of its rows. A Running
// query has no rows, unless a script gives it some.
func (c *Core) GetQueryResults(_ context.Context, in *sdk.GetQueryResultsInput, _ ...func(*sdk.Options)) (*sdk.GetQueryResultsOutput, error) {
	if err := c.reads.admit(c.now()); err != nil {
		return nil, err
	}
	size := int(aws.ToInt32(cmp.Or(in.MaxItems, aws.Int32(maxPage))))
	if err := checkSize("maxItems", size, maxPage); err != nil {
		return nil, err
	}
	q, err := c.find(aws.ToString(in.QueryId))
	if err != nil {
		return nil, err
	}
	c.wake(q)
	start, err := readToken(in.NextToken, q.ID, c.now())
	if err != nil {
		return nil, err
	}
	return c.page(q, start, size), nil
}

func (c *Core) page(q *query, start, size int) *sdk.GetQueryResultsOutput {
	rows := q.outcome.Rows
	start = min(start, len(rows))
	end := min(start+size, len(rows))
	statistics := q.outcome.Statistics
	out := &sdk.GetQueryResultsOutput{
		QueryLanguage: types.QueryLanguageCwli,
		Status:        q.status,
		Statistics:    &statistics,
		Results:       make([][]types.ResultField, 0, end-start),
	}
	for _, row := range rows[start:end] {
		out.Results = append(out.Results, slices.Clone(row))
	}
	if end < len(rows) {
		out.NextToken = aws.String(writeToken(q.ID, end, c.now().Add(pageTokenLife)))
	}
	return out
}

// StopQuery cancels a query. It returns an error for a query that has ended, as AWS does; the
// text of AWS's error is not published.
func (c *Core) StopQuery(_ context.Context, in *sdk.StopQueryInput, _ ...func(*sdk.Options)) (*sdk.StopQueryOutput, error) {
	q, err := c.find(aws.ToString(in.QueryId))
	if err != nil {
		return nil, err
	}
	if !q.isLive() {
		return nil, invalid("Query %s has already ended with status %s", q.ID, q.status)
	}
	q.end(types.QueryStatusCancelled, c.now(), Outcome{Statistics: q.outcome.Statistics})
	return &sdk.StopQueryOutput{Success: true}, nil
}
