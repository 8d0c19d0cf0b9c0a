package fleet

import (
	"context"

	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// StartQuery implements insights.API. Its client does not try again (rule W4).
func (p *process) StartQuery(ctx context.Context, in *sdk.StartQueryInput, _ ...func(*sdk.Options)) (*sdk.StartQueryOutput, error) {
	return call(p, "StartQuery", p.model.Insights, false, func() (*sdk.StartQueryOutput, error) { return p.logs.StartQuery(ctx, in) })
}

// GetQueryResults implements insights.API.
func (p *process) GetQueryResults(ctx context.Context, in *sdk.GetQueryResultsInput, _ ...func(*sdk.Options)) (*sdk.GetQueryResultsOutput, error) {
	asked := p.now
	out, err := call(p, "GetQueryResults", p.model.Insights, true, func() (*sdk.GetQueryResultsOutput, error) { return p.logs.GetQueryResults(ctx, in) })
	if err == nil && out.Status == types.QueryStatusComplete {
		p.edition.wasRead(*in.QueryId, asked)
		p.edition.lastRead = p.now
	}
	return out, err
}

// StopQuery implements insights.API.
func (p *process) StopQuery(ctx context.Context, in *sdk.StopQueryInput, _ ...func(*sdk.Options)) (*sdk.StopQueryOutput, error) {
	return call(p, "StopQuery", p.model.Insights, true, func() (*sdk.StopQueryOutput, error) { return p.logs.StopQuery(ctx, in) })
}

// DescribeQueries implements insights.API.
func (p *process) DescribeQueries(ctx context.Context, in *sdk.DescribeQueriesInput, _ ...func(*sdk.Options)) (*sdk.DescribeQueriesOutput, error) {
	return call(p, "DescribeQueries", p.model.Insights, true, func() (*sdk.DescribeQueriesOutput, error) { return p.logs.DescribeQueries(ctx, in) })
}
