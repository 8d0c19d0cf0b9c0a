package sim

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// crowd is the account of a seeded simulation as a worker meets it: the other users,
// and the state of the service of polls.
type crowd struct {
	limit        int // concurrent queries; 0: any number
	classLimit   int // those on infrequent; 0: any number
	pollsRefused time.Time
	pollsEmpty   time.Time
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
	class := in.LogGroupNames[0]
	all, ofClass := 0, 0
	for _, q := range s.Logs.Queries() {
		if q.Status == types.QueryStatusScheduled || q.Status == types.QueryStatusRunning {
			if all++; q.Groups[0] == infrequent {
				ofClass++
			}
		}
	}
	switch a := s.account; {
	case a.classLimit > 0 && class == infrequent && ofClass >= a.classLimit:
		s.count(ClassFull)
		return refusals[QuotaExceeded]
	case a.limit > 0 && all >= a.limit:
		s.count(QuotaExceeded)
		return refusals[QuotaExceeded]
	}
	return nil
}

// polled returns what is answered to a poll instead of what runs; nothing if the
// service works.
func (s *simulation) polled() (*sdk.DescribeQueriesOutput, error) {
	switch now := s.Clock.now; {
	case now.Before(s.account.pollsRefused):
		return nil, refusals[Throttled]
	case now.Before(s.account.pollsEmpty):
		return &sdk.DescribeQueriesOutput{}, nil
	}
	return nil, nil
}
