package sim

import (
	"context"

	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

// StartQuery implements insights.API. No fault sends it again: its client does
// not retry (rule W4).
func (s seam) StartQuery(ctx context.Context, in *sdk.StartQueryInput, _ ...func(*sdk.Options)) (*sdk.StartQueryOutput, error) {
	c := Call{Op: "StartQuery", Input: in, target: parseToken(*in.QueryString).runs()}
	return through(s.Process, c, func() (*sdk.StartQueryOutput, error) {
		if s.task != nil {
			if err := s.task.s.crowded(in); err != nil {
				return nil, err
			}
		}
		return s.d.Logs.StartQuery(ctx, in)
	})
}

// GetQueryResults implements insights.API.
func (s seam) GetQueryResults(ctx context.Context, in *sdk.GetQueryResultsInput, _ ...func(*sdk.Options)) (*sdk.GetQueryResultsOutput, error) {
	c := Call{Op: "GetQueryResults", Input: in, target: *in.QueryId}
	return through(s.Process, c, func() (*sdk.GetQueryResultsOutput, error) {
		if s.task != nil {
			return s.task.s.page(ctx, in)
		}
		return s.d.Logs.GetQueryResults(ctx, in)
	})
}

// StopQuery implements insights.API.
func (s seam) StopQuery(ctx context.Context, in *sdk.StopQueryInput, _ ...func(*sdk.Options)) (*sdk.StopQueryOutput, error) {
	c := Call{Op: "StopQuery", Input: in, target: *in.QueryId}
	return through(s.Process, c, func() (*sdk.StopQueryOutput, error) { return s.d.Logs.StopQuery(ctx, in) })
}

// DescribeQueries implements insights.API.
func (s seam) DescribeQueries(ctx context.Context, in *sdk.DescribeQueriesInput, _ ...func(*sdk.Options)) (*sdk.DescribeQueriesOutput, error) {
	c := Call{Op: "DescribeQueries", Input: in, target: string(in.Status)}
	return through(s.Process, c, func() (*sdk.DescribeQueriesOutput, error) {
		if s.task != nil {
			return s.task.s.describe(ctx, in)
		}
		return s.d.Logs.DescribeQueries(ctx, in)
	})
}
