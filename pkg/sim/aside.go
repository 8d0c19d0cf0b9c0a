package sim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// asideStream is the stream of random bits that decides what this file draws. So a seed
// that draws nothing here goes as it does without this file. Processes have the streams
// from 1 on.
const asideStream = 1 << 63

// aside says what a seed draws in addition.
type aside struct {
	busy       bool // strangers leave a few places of the account, now more and now fewer
	neighbours int  // queries of another stack, whose name begins with that of this one
	unreadable bool // messages that this version cannot read are sent to the queues
}

// drawAside draws how the account is used by others, what else is in the queues, how a worker
// receives, and whether the report is wide.
func (s *settings) drawAside(r *rand.Rand, o Options) {
	busy, neighbours, unreadable, wide := r.IntN(8) == 0, r.IntN(5) == 0, r.IntN(20) == 0, r.IntN(60) == 0
	s.work.Receives = oneOf(r, 1, 1, 4)
	if o.tuned != nil || o.Queries != Few {
		return
	}
	if wide {
		s.queries, s.work.Slots = 11+r.IntN(8), oneOf(r, 2, 12, 12)
	}
	if s.busy = busy && !o.FaultFree; s.busy {
		s.work.Limit, s.concurrency = oneOf(r, 5, 10, 20, 100), 0
	}
	if neighbours && s.concurrency == 0 && s.placesOfAll()-s.concurrent() > s.concurrent()+workersShare {
		s.neighbours = s.concurrent()
	}
	if s.unreadable = unreadable && !o.FaultFree; s.unreadable {
		s.receives = 3
	}
}

// workersShare is how many queries two workers may start beyond what each sees.
const workersShare = 4

// placesOfAll is how many queries may run before the headroom is touched.
func (s *settings) placesOfAll() int {
	limit := s.limit()
	return limit - min(10, limit/10)
}

// inAddition makes happen what was drawn so.
func (s *simulation) inAddition() {
	r := s.others
	for range s.set.neighbours {
		s.startOther(fmt.Sprintf("fields @message\n%snear@2026-01-02T12:30:00Z 1 0 %012x %s-dev", startMark, r.Uint64()>>16, stackName))
	}
	if s.set.busy {
		if r.IntN(2) == 0 {
			s.drawn.likely = probabilities{}
		}
		s.drawn.likely[Strangers] = max(s.drawn.likely[Strangers], rates[0])
		s.every(time.Second, 20*time.Second, s.fillPlaces)
	}
	if s.set.unreadable {
		s.sendUnreadable(r.IntN(3))
	}
}

// fillPlaces lets strangers leave none to three places of the account, as long as faults
// happen.
func (s *simulation) fillPlaces() {
	if !s.Clock.now.Before(s.drawn.until) {
		return
	}
	for range s.set.placesOfAll() - len(s.Logs.Queries(unendedStates...)) - s.others.IntN(4) {
		s.count(Strangers)
		s.startOther("fields @message")
	}
}

// startOther starts a query of somebody else. A full account refuses it, too.
func (s *simulation) startOther(text string) {
	_, _ = s.Logs.StartQuery(context.Background(), &sdk.StartQueryInput{
		LogGroupNames: []string{"/strangers"}, QueryString: aws.String(text), StartTime: aws.Int64(1), EndTime: aws.Int64(2),
	})
}

// otherQuery is how long a query of somebody else runs. Those of another stack are not
// faults: they run from before the report is due on.
func (s *simulation) otherQuery(text string) time.Duration {
	if isMarked(text) {
		return Due.Sub(s.Clock.now) + 2*time.Minute + upTo(s.others, 10*time.Minute)
	}
	left := max(time.Second, s.drawn.until.Sub(s.Clock.now))
	if s.set.busy {
		return upTo(s.others, min(left, 2*time.Minute))
	}
	return s.upTo(min(left, 10*time.Minute))
}

// sendUnreadable sends messages with a key of a version after this one, which was rolled
// back: of both queues, of one, or a broken one.
func (s *simulation) sendUnreadable(which int) {
	run := fanlight.Run{ID: RunID, Epoch: 1}
	newer := func(body string) string { return `{"new_key":"x",` + body[1:] }
	report, query := newer(fanlight.NewReportMessage(run, 1).Body()), newer(fanlight.NewQueryMessage(run, fanlight.Query{ID: "q0"}).Body())
	if which == 0 {
		report, query = `{"version":1`, `[]`
	}
	s.sendStrange(s.Names.ReportQueue, report)
	if which < 2 {
		s.sendStrange(s.Names.QueryQueue, query)
	}
}

// sendStrange sends a message that cannot be read at some time.
func (s *simulation) sendStrange(url, body string) {
	s.unreadable[body] = true
	s.oracle.Unreadable(body)
	s.after(upTo(s.others, s.drawn.until.Sub(s.Clock.now)), func() {
		s.count(Unreadable)
		s.queueChanges++
		must(s.SQS.SendMessageBatch(context.Background(), &sqs.SendMessageBatchInput{
			QueueUrl: &url, Entries: []sqstypes.SendMessageBatchRequestEntry{{Id: aws.String("0"), MessageBody: &body}},
		}))
	})
}

// limit is how many queries the account allows, as workers know it.
func (s *settings) limit() int {
	if s.work.Limit > 0 {
		return s.work.Limit
	}
	return 100 // Logs quotas
}
