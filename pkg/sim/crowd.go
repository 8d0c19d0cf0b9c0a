package sim

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// crowd is the account of a seeded simulation as a worker meets it: the other users,
// and the state of the service of polls.
type crowd struct {
	limit         int       // concurrent queries; 0: any number
	classLimit    int       // those on infrequent; 0: any number
	selectionFull time.Time // until when no query by SOURCE has a place
	pollsRefused  time.Time
	pollsEmpty    time.Time
}

// infrequent is the log group whose queries have a quota of their own.
const infrequent = "/infrequent"

// crowd lets the account change every minute, as long as faults happen.
func (s *simulation) crowd() {
	s.every(time.Second, time.Minute, func() {
		now, until := s.Clock.now, s.Clock.now.Add(s.upTo(10*time.Minute))
		if s.faults.pick(Strangers) != NoFault {
			s.strangers(1 + s.rng.IntN(100))
		}
		if s.faults.pick(PollsRefused) != NoFault {
			s.account.pollsRefused = until
		}
		if s.faults.pick(PollsEmpty) != NoFault {
			s.account.pollsEmpty = until
		}
		if s.faults.pick(LimitChanged) != NoFault {
			s.account.limit, s.account.classLimit = oneOf(s.rng, 1, 3, 20), oneOf(s.rng, 1, 2)
		}
		if !now.Before(s.drawn.until) {
			s.account = crowd{}
		}
	})
}

// strangers starts queries of others.
func (s *simulation) strangers(n int) {
	for range n {
		// A full account refuses strangers, too.
		_, _ = s.Logs.StartQuery(context.Background(), &sdk.StartQueryInput{
			LogGroupNames: []string{"/strangers"}, QueryString: aws.String("fields @message"),
			StartTime: aws.Int64(1), EndTime: aws.Int64(2),
		})
	}
}

// crowded returns the error of a start for which the account has no place,
// or in its class.
func (s *simulation) crowded(in *sdk.StartQueryInput) error {
	rare := slices.Contains(in.LogGroupNames, infrequent)
	all, ofClass := s.Logs.Queries(unendedStates...), 0
	for _, q := range all {
		if slices.Contains(q.Groups, infrequent) {
			ofClass++
		}
	}
	switch a := s.account; {
	case len(in.LogGroupNames) == 0 && s.Clock.now.Before(a.selectionFull):
		return refusals[QuotaExceeded]
	case a.classLimit > 0 && rare && ofClass >= a.classLimit:
		s.count(ClassFull)
		return refusals[QuotaExceeded]
	case a.limit > 0 && len(all) >= a.limit:
		s.count(QuotaExceeded)
		return refusals[QuotaExceeded]
	}
	return nil
}

// describe answers a poll: as the service does, with nothing, or not at all. Strangers'
// queries come first: no order is documented
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html).
func (s *simulation) describe(ctx context.Context, in *sdk.DescribeQueriesInput) (*sdk.DescribeQueriesOutput, error) {
	switch now := s.Clock.now; {
	case now.Before(s.account.pollsRefused):
		return nil, refusals[Throttled]
	case now.Before(s.account.pollsEmpty):
		return &sdk.DescribeQueriesOutput{}, nil
	}
	asked := *in
	if s.faults.pick(PollPages) != NoFault {
		asked.MaxResults = aws.Int32(1 + s.rng.Int32N(3))
	}
	out, err := s.Logs.DescribeQueries(ctx, &asked)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(out.Queries, func(a, b types.QueryInfo) int {
		return cmp.Compare(strings.Count(*a.QueryString, startMark), strings.Count(*b.QueryString, startMark))
	})
	if s.faults.pick(PollCut) != NoFault {
		cutTexts(out.Queries)
	}
	return out, nil
}

// cutTexts shortens the texts so that their start tokens end early: QueryInfo has at most
// 10,000 characters, and the service puts words of its own before a text
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_QueryInfo.html).
func cutTexts(queries []types.QueryInfo) {
	for i, q := range queries {
		if at := strings.Index(*q.QueryString, startMark); at >= 0 {
			queries[i].QueryString = aws.String((*q.QueryString)[:at+len(startMark)])
		}
	}
}
