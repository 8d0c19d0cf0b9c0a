package oracle

import (
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

func TestOracle_checkHiding(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		by   string
		d    time.Duration
		rule Rule
	}{
		"given back":              {"worker#1", 0, ""},
		"renewed":                 {"worker#1", renewal, ""},
		"for any other time":      {"worker#1", 7 * time.Second, "W1"},
		"by a reporter as it may": {"reporter#1", 7 * time.Second, ""},
	} {
		o, _, _ := judged()
		o.checkHiding(o.Began(c.by, 0), c.d)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkReceives(t *testing.T) {
	t.Parallel()
	for d, rule := range map[time.Duration]Rule{renewal: "", renewal / 2: "W1", 0: "W1"} {
		o, _, _ := judged()
		o.checkReceives(o.Began("worker#1", 0), &sqs.ReceiveMessageInput{VisibilityTimeout: int32(d.Seconds())})
		expect(t, o, d.String(), rule)
	}
}

func TestOracle_checkSentAll(t *testing.T) {
	t.Parallel()
	send := func(p *Process, failed ...string) {
		in, out := &sqs.SendMessageBatchInput{}, &sqs.SendMessageBatchOutput{}
		for i := range 2 {
			in.Entries = append(in.Entries, sqstypes.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), MessageBody: aws.String("body " + strconv.Itoa(i))})
		}
		for _, id := range failed {
			out.Failed = append(out.Failed, sqstypes.BatchResultErrorEntry{Id: &id})
		}
		p.unsent(in, out)
	}
	for what, c := range map[string]struct {
		first, second []string
		refuses       bool
		rule          Rule
	}{
		"all taken":               {nil, nil, false, ""},
		"one taken later":         {[]string{"1"}, nil, false, ""},
		"one never taken":         {[]string{"0", "1"}, []string{"1"}, false, "D1"},
		"one never, and an error": {[]string{"1"}, []string{"1"}, true, ""},
	} {
		o, _, _ := judged()
		p := o.Began("dispatcher#1", 0)
		p.refuses = c.refuses
		send(p, c.first...)
		send(p, c.second...)
		o.checkSentAll(p)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkRecordedSoon(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		after time.Duration
		mine  bool
		rule  Rule
	}{
		"in time":         {recordedAfter, true, ""},
		"too late":        {recordedAfter + 2*settledAlone, true, "W3"},
		"late, another's": {recordedAfter + 2*settledAlone, false, ""},
	} {
		o, w, r := judged()
		p := o.Began("worker#1", 0)
		o.Scripted(Query{ID: "id", Run: id, Epoch: 1})
		if c.mine {
			p.unrecorded = []string{"id"}
		}
		w.now = w.now.Add(c.after)
		o.checkRecordedSoon(p, r.at(1), &shardState{}, &shardState{starts: map[int]start{0: {1, "id"}}})
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkLease(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		lasts time.Duration // beyond the time of a reporter
		rule  Rule
	}{
		"a minute longer":     {leaseMargin, ""},
		"as long as it works": {0, "R1"},
		"an hour longer":      {time.Hour, "R1"},
	} {
		o, w, r := judged()
		p, s := o.Began("reporter#1", 0), r.at(1).round(1)
		p.claimsAt, s.lease = w.now, int(w.now.Add(o.set.ReporterTimeout+c.lasts).UnixMilli())
		o.checkLease(p, s)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkHalf(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		runs  int
		heard bool
		rule  Rule
	}{
		"less than half":            {2, false, ""},
		"half of them":              {3, false, "W5"},
		"half, but it knows enough": {3, true, ""},
	} {
		w := &account{world: world{noon}}
		o := New(w)
		o.Script(Settings{Limit: 10, Concurrent: 6})
		p := o.Began("worker#1", 0)
		p.polls.asked = c.runs
		if c.heard {
			o.polled(p, &cloudwatchlogs.DescribeQueriesInput{})
			o.heard(p, &cloudwatchlogs.DescribeQueriesOutput{})
		}
		w.now = w.now.Add(time.Second)
		o.checkHalf(p)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkNotRefused(t *testing.T) {
	t.Parallel()
	marked := func(index int) *cloudwatchlogs.StartQueryInput {
		return &cloudwatchlogs.StartQueryInput{QueryString: aws.String("stats count(*)\n# fanlight " + string(id) + " 1 " + strconv.Itoa(index))}
	}
	for what, c := range map[string]struct {
		fault Fault
		index int // of the query that is started then
		rule  Rule
	}{
		"refused for good":     {QueryMalformed, 0, "W5"},
		"refused for now":      {Throttled, 0, ""},
		"another of its epoch": {QueryMalformed, 1, ""},
	} {
		o, _, _ := judged()
		p := o.Began("worker#1", 0)
		o.refusedForGood(p, Call{Op: "StartQuery", Input: marked(0), Fault: c.fault}, errors.New("refused"))
		o.checkNotRefused(p, marked(c.index))
		expect(t, o, what, c.rule)
	}
	o, _, _ := judged()
	p := o.Began("worker#1", 0)
	o.Scripted(Query{ID: "id", Run: id, Epoch: 1})
	o.refusedForGood(p, Call{Op: "GetQueryResults", Input: &cloudwatchlogs.GetQueryResultsInput{QueryId: aws.String("id")}, Fault: Denied}, errors.New("denied"))
	o.checkNotRefused(p, marked(0))
	expect(t, o, "its answer was refused for good", "W5")
}

func TestOracle_checkTryEnded(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		fault Fault
		try   int
		rule  Rule
	}{
		"a first start":    {"", 0, ""},
		"after a failure":  {QueryFailed, 1, ""},
		"after a stop":     {QueryStopped, 1, ""},
		"after good rows":  {"", 1, "W5"},
		"after a mistake":  {QueryMalformed, 1, "W5"},
		"after a time-out": {QueryTimedOut, 1, "W5"},
	} {
		o, _, r := judged()
		o.Scripted(Query{ID: "id", Run: id, Epoch: 1, Fault: c.fault})
		o.checkTryEnded(r.at(1), 0, start{c.try, "id"})
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkChunk(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		chunk, bytes int
		rule         Rule
	}{
		"a head with what is left": {0, 499, ""},
		"a head with a chunk":      {0, 500, "S1"},
		"a full chunk":             {1, 500, ""},
		"a chunk that is not full": {1, 499, "S1"},
		"a chunk that is too full": {1, 501, "S1"},
	} {
		o, _, _ := judged()
		o.set.Chunk = 500
		it := attributes(map[string]string{"pk": partition(id, 1), "sk": resultKey(0, "a", c.chunk)}, nil)
		it["rows"] = &types.AttributeValueMemberB{Value: make([]byte, c.bytes)}
		o.checkChunk(it)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkWords(t *testing.T) {
	t.Parallel()
	seen := noon.Add(time.Minute)
	for what, c := range map[string]struct {
		offered, before int64 // minutes after noon that META says; 0: none
		seen            bool
		destinations    []byte
		restrict        []string
		rule            Rule
	}{
		"nothing offered":            {0, 0, false, nil, nil, ""},
		"offered":                    {1, 0, true, nil, nil, ""},
		"offered, and nobody saw it": {1, 0, false, nil, nil, "J5"},
		"offered at another time":    {2, 1, true, nil, nil, "J5"},
		"to the second destination":  {0, 0, false, []byte{2}, []string{"to-1"}, ""},
		"to the first instead":       {0, 0, false, []byte{1}, []string{"to-1"}, "D5"},
		"to all instead":             {0, 0, false, nil, []string{"to-1"}, "D5"},
		"to one instead of all":      {0, 0, false, []byte{1}, nil, "D5"},
	} {
		o, _, r := judged()
		s := r.at(1).round(1)
		s.restrict = c.restrict
		if c.seen {
			s.offered = seen
		}
		was := *r
		was.meta = attributes(nil, minutes(c.before))
		r.meta = attributes(nil, minutes(c.offered))
		if c.destinations != nil {
			r.meta["destinations"] = &types.AttributeValueMemberB{Value: slices.Clone(c.destinations)}
		}
		o.checkWords(o.Began("dispatcher#1", 0), &was, r)
		expect(t, o, what, c.rule)
	}
}

// minutes is the attribute of a first offer some minutes after noon; 0: there is none.
func minutes(n int64) map[string]int64 {
	if n == 0 {
		return nil
	}
	return map[string]int64{"offered": noon.Add(time.Duration(n) * time.Minute).UnixMilli()}
}
