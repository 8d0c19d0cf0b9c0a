package sim

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/insights"
)

// mostPageRows is how many rows one answer of a seeded simulation has at most.
const mostPageRows = 3

// page answers a read of results. A token may have expired. Of a query with large
// rows only one row at a time is taken, as the client of insights does it.
func (s *simulation) page(ctx context.Context, in *sdk.GetQueryResultsInput) (*sdk.GetQueryResultsOutput, error) {
	asked := *in
	most := s.set.pageRows
	asked.MaxItems = aws.Int32(min(most, cmp.Or(aws.ToInt32(in.MaxItems), most)))
	if in.NextToken != nil && s.faults.pick(TokenExpired) != NoFault {
		return nil, &types.InvalidParameterException{Message: aws.String("The specified nextToken is invalid or has expired.")}
	}
	out, err := s.Logs.GetQueryResults(ctx, &asked)
	if err != nil {
		return nil, err
	}
	if q := s.scripts[*in.QueryId]; q.large && len(out.Results) > 1 && aws.ToInt32(in.MaxItems) != 1 {
		return nil, &insights.TooLargeError{Size: oneOf[int64](s.rng, 0, 64<<20)}
	}
	if in.NextToken != nil {
		s.count(NextPage)
	}
	return out, nil
}
