package logs

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

const (
	maxDescribed      = 1000           // queries of one answer (API_DescribeQueries); also the default
	describeTokenLife = 24 * time.Hour // "The token expires after 24 hours" (same)
	describeSubject   = "queries"
)

// DescribeQueries returns queries, newest first. As on AWS the text begins with the groups and
// the range.
func (c *Core) DescribeQueries(_ context.Context, in *sdk.DescribeQueriesInput, _ ...func(*sdk.Options)) (*sdk.DescribeQueriesOutput, error) {
	now := c.now()
	if err := c.describes.admit(now); err != nil {
		return nil, err
	}
	size, err := checkDescribe(in)
	if err != nil {
		return nil, err
	}
	before, err := readToken(in.NextToken, describeSubject, now)
	if err != nil {
		return nil, err
	}
	c.advance(now)
	out := &sdk.DescribeQueriesOutput{Queries: []types.QueryInfo{}}
	for _, q := range slices.Backward(c.candidates(in.Status)) {
		if before > 0 && q.sequence >= before || !wanted(q, in) {
			continue
		}
		if len(out.Queries) == size {
			out.NextToken = aws.String(writeToken(describeSubject, q.sequence+1, now.Add(describeTokenLife)))
			break
		}
		out.Queries = append(out.Queries, q.describe(now))
	}
	return out, nil
}

func checkDescribe(in *sdk.DescribeQueriesInput) (size int, err error) {
	size = int(aws.ToInt32(cmp.Or(in.MaxResults, aws.Int32(maxDescribed))))
	if err := checkSize("maxResults", size, maxDescribed); err != nil {
		return 0, err
	}
	if in.Status != "" && !slices.Contains(in.Status.Values(), in.Status) {
		return 0, violated("status", string(in.Status), fmt.Sprintf("Member must satisfy enum value set: %v", in.Status.Values()))
	}
	if in.QueryLanguage != "" && !slices.Contains(in.QueryLanguage.Values(), in.QueryLanguage) {
		return 0, violated("queryLanguage", string(in.QueryLanguage), fmt.Sprintf("Member must satisfy enum value set: %v", in.QueryLanguage.Values()))
	}
	return size, nil
}

// candidates returns the queries that may have a status. For the live ones, which a poller wants
// many times a minute, these are a few.
func (c *Core) candidates(status types.QueryStatus) []*query {
	if status == types.QueryStatusRunning || status == types.QueryStatusScheduled {
		return c.live
	}
	return c.queries
}

func wanted(q *query, in *sdk.DescribeQueriesInput) bool {
	return (in.Status == "" || in.Status == q.status) &&
		(in.LogGroupName == nil || slices.Contains(q.Groups, *in.LogGroupName)) &&
		(in.QueryLanguage == "" || in.QueryLanguage == types.QueryLanguageCwli)
}

func (q *query) describe(now time.Time) types.QueryInfo {
	if q.echoed == "" {
		q.echoed = q.echo()
	}
	info := types.QueryInfo{
		QueryId:       aws.String(q.ID),
		QueryString:   aws.String(q.echoed),
		QueryLanguage: types.QueryLanguageCwli,
		Status:        q.status,
		CreateTime:    aws.Int64(q.Created.UnixMilli()),
	}
	if len(q.Groups) > 0 { // SOURCE may select none
		info.LogGroupName = aws.String(q.Groups[0])
	}
	if q.started.IsZero() {
		return info
	}
	end := q.ended
	if q.isLive() {
		end = now
	}
	info.QueryDuration = aws.Int64(end.Sub(q.started).Milliseconds())
	info.BytesScanned = aws.Float64(q.outcome.Statistics.BytesScanned)
	return info
}
