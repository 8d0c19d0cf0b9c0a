package oracle

import (
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logstypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// message is one of the query queue, for the run's first query.
const message = `{"run":"` + string(id) + `","epoch":1,"query":{"index":0}}`

func attributes(texts map[string]string, numbers map[string]int64) item {
	it := item{}
	for name, text := range texts {
		it[name] = &types.AttributeValueMemberS{Value: text}
	}
	for name, n := range numbers {
		it[name] = &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
	}
	return it
}

func TestOracle_checkGroups(t *testing.T) {
	t.Parallel()
	other := `{"run":"other@2026-01-02T12:30:00Z","epoch":1}`
	for what, c := range map[string]struct {
		bodies, groups []string
		rule           Rule
	}{
		"one for each report":      {[]string{message, message, other}, []string{"usage", "usage", "other"}, ""},
		"none":                     {[]string{message}, []string{""}, "D1"},
		"another for each run":     {[]string{message, message}, []string{"1", "2"}, "D1"},
		"the same for two reports": {[]string{message, other}, []string{"all", "all"}, "D1"},
	} {
		o, _, _ := judged()
		o.set.QueryQueue = "queries"
		in := &sqs.SendMessageBatchInput{QueueUrl: aws.String("queries")}
		for i, body := range c.bodies {
			in.Entries = append(in.Entries, sqstypes.SendMessageBatchRequestEntry{MessageBody: &body, MessageGroupId: &c.groups[i]})
		}
		o.checkGroups(o.Began("dispatcher#1", 0), in)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkLayout(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		audience string
		layout   int64
		rule     Rule
	}{{"", 1, ""}, {"", 2, "G8"}, {"none", 2, ""}, {"none", 1, "G8"}} {
		o, _, r := judged()
		r.meta = attributes(map[string]string{"audience": c.audience}, map[string]int64{"layout": c.layout})
		o.checkLayout(o.Began("dispatcher#1", 0), r)
		expect(t, o, c.audience+" in layout "+strconv.FormatInt(c.layout, 10), c.rule)
	}
}

// hide lets a process hide its first message.
func hide(o *Oracle, p *Process, d time.Duration) {
	o.hidden(p, hideFirst(p, d), &sqs.ChangeMessageVisibilityBatchOutput{})
}

// hideFirst asks to hide the first message of a process.
func hideFirst(p *Process, d time.Duration) *sqs.ChangeMessageVisibilityBatchInput {
	return &sqs.ChangeMessageVisibilityBatchInput{QueueUrl: &p.messages[0].url, Entries: []sqstypes.ChangeMessageVisibilityBatchRequestEntry{
		{Id: aws.String("0"), ReceiptHandle: &p.messages[0].Receipt, VisibilityTimeout: int32(d.Seconds())},
	}}
}

func TestOracle_held(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		hidden, later time.Duration
		again         bool
		rule, end     Rule
	}{
		"renewed in time":           {renewal, time.Minute, false, "", "W6"},
		"not renewed":               {renewal, 2 * time.Minute, false, "W1", "W1"},
		"given back":                {0, time.Minute, false, "", ""},
		"hidden for a while":        {20 * time.Second, time.Minute, false, "", ""},
		"received by another since": {renewal, 2 * time.Minute, true, "", ""},
	} {
		o, w, r := judged()
		o.set.QueryQueue, r.open = "queries", true
		r.at(1).shards[shardKey(0)] = &shardState{size: 1}
		p := o.Began("worker#1", 0)
		o.Received(p, "queries", []Message{{"receipt", message}})
		hide(o, p, c.hidden)
		if c.again {
			o.Received(o.Began("worker#2", 0), "queries", []Message{{"another", message}})
		}
		w.now = w.now.Add(c.later)
		o.checkRenewed(p)
		expect(t, o, what, c.rule)
		o.checkHandedBack(p)
		expect(t, o, what+" at the end", c.end)
	}
}

// TestOracle_hidden_refused has the queue refuse what a worker hands back: where a message can
// become a dead letter, the worker does not have it any more.
func TestOracle_hidden_refused(t *testing.T) {
	t.Parallel()
	for receives, rule := range map[int]Rule{3: "", maxReceives: "W6"} {
		o, _, r := judged()
		o.set.QueryQueue, o.set.Receives, r.open = "queries", receives, true
		r.at(1).shards[shardKey(0)] = &shardState{size: 1}
		p := o.Began("worker#1", 0)
		o.Received(p, "queries", []Message{{"receipt", message}})
		hide(o, p, renewal)
		back, refused := hideFirst(p, 0), sqstypes.BatchResultErrorEntry{Id: aws.String("0")}
		o.hidden(p, back, &sqs.ChangeMessageVisibilityBatchOutput{Failed: []sqstypes.BatchResultErrorEntry{refused}})
		o.checkHandedBack(p)
		expect(t, o, strconv.Itoa(receives)+" receives", rule)
	}
}

func TestOracle_checkReturn(t *testing.T) {
	t.Parallel()
	for lease, rule := range map[time.Duration]Rule{29 * time.Second: "", 30 * time.Second: "R5", 20 * time.Second: "R5"} {
		o, w, r := judged()
		o.set.ReportQueue = "reports"
		p := o.Began("reporter#1", 0)
		o.Received(p, "reports", []Message{{"receipt", `{"run":"` + string(id) + `","epoch":1,"round":1}`}})
		s := r.at(1).round(1)
		s.holder, s.released, s.lease = p, true, int(w.now.Add(lease).UnixMilli())
		hide(o, p, 30*time.Second)
		expect(t, o, lease.String(), rule)
	}
}

// TestOracle_checkReturn_roused hides a message after another process has ended the wait of the claim that
// was given back, or has written the same without a command's mark.
func TestOracle_checkReturn_roused(t *testing.T) {
	t.Parallel()
	for woken, rule := range map[int64]Rule{0: "R5", 1: ""} {
		o, w, r := judged()
		o.set.ReportQueue = "reports"
		p := o.Began("reporter#1", 0)
		o.Received(p, "reports", []Message{{"receipt", `{"run":"` + string(id) + `","epoch":1,"round":1}`}})
		s := r.at(1).round(1)
		s.holder, s.released, s.fence, s.lease = p, true, 1, int(w.now.Add(29*time.Second).UnixMilli())
		over := w.now.Add(-time.Second).UnixMilli()
		o.wroteSend(o.Began("dispatcher#2", 0), r, attributes(map[string]string{"sk": "SEND#1#1"}, map[string]int64{"fence": 1, "lease": over, "woken": woken}))
		hide(o, p, 30*time.Second)
		expect(t, o, strconv.FormatInt(woken, 10), rule)
	}
}

func TestOracle_Unreadable(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		told   bool
		hidden time.Duration
		delete bool
		rule   Rule
	}{
		"told and hidden":        {true, time.Minute, false, ""},
		"not told":               {false, time.Minute, false, "W2"},
		"told and given back":    {true, 0, false, "W2"},
		"told, hidden, deleted":  {true, time.Minute, true, "G8"},
		"told without a message": {true, -1, false, "R2"},
	} {
		o, _, _ := judged()
		o.set.QueryQueue = "queries"
		o.Unreadable("[]")
		p := o.Began("worker#1", 0)
		if c.hidden >= 0 {
			o.Received(p, "queries", []Message{{"receipt", "[]"}})
			hide(o, p, c.hidden)
		}
		if c.told {
			o.Emitted(p, fanlight.Event{Kind: fanlight.EventBroken})
		}
		if c.delete {
			o.Deletes(p, "receipt")
		}
		o.checkTold(p)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkMarked(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		doubt, marked bool
		before        string
		rule          Rule
	}{
		"a first try":                     {false, false, "1", ""},
		"a try that may be one more":      {true, true, "1", ""},
		"a mark on a first try":           {false, true, "1", "R4"},
		"no mark on one that may be more": {true, false, "1", "R4"},
		"without the receipts before it":  {false, false, "", "R4"},
	} {
		o, _, r := judged()
		o.set.OnUnknown = report.Resend
		s := r.at(1).round(1)
		d := s.to("to-0")
		d.receipt, d.accepted = "1", 1
		d.part(0).receipt, d.part(1).doubt = "1", c.doubt
		o.checkReceipt("to-0", d)
		o.checkMarked("to-0", fanlight.Message{Part: 1, Duplicate: c.marked, Before: c.before}, s, d, d.part(1))
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkReceipt(t *testing.T) {
	t.Parallel()
	for receipt, rule := range map[string]Rule{"1,2": "", "1,…,2": "", "2": "R4", "1": "R4", "": "R4"} {
		o, _, r := judged()
		d := r.at(1).round(1).to("to-0")
		d.receipt, d.accepted = receipt, 2
		d.part(0).receipt, d.part(1).receipt = "1", "2"
		o.checkReceipt("to-0", d)
		expect(t, o, receipt, rule)
	}
}

func TestOracle_checkSettledSoon(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		other bool // of the shard, without a result
		after time.Duration
		left  time.Duration // until the deadline
		rule  Rule
	}{
		"at once":                        {false, time.Second, time.Minute, ""},
		"for nothing":                    {false, 5 * time.Second, time.Minute, "S2"},
		"for another":                    {true, 5 * time.Second, time.Minute, ""},
		"too long for others":            {true, 10 * time.Second, time.Minute, "S2"},
		"for another, near the deadline": {true, 5 * time.Second, 9 * time.Second, "S2"},
		"at once, near the deadline":     {true, time.Second, 9 * time.Second, ""},
		"until the deadline is near":     {true, 5 * time.Second, 12 * time.Second, ""},
	} {
		o, w, r := judged()
		e, p := r.at(1), o.Began("worker#1", 0)
		o.Scripted(Query{ID: "id", Run: id, Epoch: 1})
		e.results[resultKey(0, "a", 0)] = attributes(map[string]string{"query_id": "id"}, nil)
		p.messages = []held{{query: o.parseQuery(message)}}
		if c.other {
			p.messages = append(p.messages, held{query: o.parseQuery(`{"run":"` + string(id) + `","epoch":1,"query":{"index":1}}`)})
		}
		e.deadline = w.now.Add(c.left)
		o.reads(p, "id", &cloudwatchlogs.GetQueryResultsOutput{Status: logstypes.QueryStatusComplete})
		w.now = w.now.Add(c.after)
		o.checkSettledSoon(p, e, 0, "a")
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkDoubted(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		quiet   time.Duration
		backlog string
		doubts  bool
		rule    Rule
	}{
		"not quiet for long":        {5 * time.Minute, "0", false, ""},
		"quiet, and doubted":        {7 * time.Minute, "0", true, ""},
		"quiet, and not doubted":    {7 * time.Minute, "0", false, "J2"},
		"quiet while messages wait": {7 * time.Minute, "3", false, ""},
	} {
		o, w, r := judged()
		r.open, w.now = true, noon.Add(time.Hour)
		r.at(1).running = noon
		r.meta = attributes(nil, map[string]int64{"deadline": w.now.Add(time.Hour).UnixMilli()})
		p := o.Began("janitor#1", 0)
		shard := attributes(map[string]string{"pk": partition(id, 1), "sk": shardKey(0)}, map[string]int64{"size": 1, "changed": w.now.Add(-c.quiet).UnixMilli()})
		o.finds(p, shard)
		p.counted(&sqs.GetQueueAttributesOutput{Attributes: map[string]string{"ApproximateNumberOfMessages": c.backlog}})
		if c.doubts {
			delete(p.quiet, keyName(shard))
		}
		o.checkDoubted(p)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkEmptied(t *testing.T) {
	t.Parallel()
	waiting, hidden := "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"
	for what, c := range map[string]struct {
		by       string
		counted  map[string]string
		backlog  bool
		expected Rule
	}{
		"none waits":            {"janitor#1", map[string]string{waiting: "0"}, false, ""},
		"some wait":             {"janitor#1", map[string]string{waiting: "3"}, true, "J2"},
		"only hidden are known": {"janitor#1", map[string]string{hidden: "0"}, false, "J2"},
		"by a dispatcher":       {"dispatcher#1", nil, false, ""},
	} {
		o, w, r := judged()
		r.at(1).running, w.now = noon, noon.Add(time.Minute)
		p := o.Began(c.by, 0)
		p.counted(&sqs.GetQueueAttributesOutput{Attributes: c.counted})
		o.checkEmptied(p, r.at(1), "doubts a shard")
		if expect(t, o, what, c.expected); p.backlog != c.backlog {
			t.Errorf("%s: backlog is %t", what, p.backlog)
		}
	}
}

// account is a world in which queries of others run.
type account struct {
	world
	running []string
}

func (a *account) Running() []string { return a.running }
func (a *account) Unended() []string { return a.running }

func TestOracle_asks(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		strangers, starts int
		later             time.Duration
		rule              Rule
	}{
		"there is a place":          {8, 1, time.Second, ""},
		"the headroom is touched":   {9, 1, time.Second, "W5"},
		"by an answer that is old":  {9, 1, 11 * time.Second, ""},
		"all that is left is taken": {7, 3, time.Second, "W5"},
	} {
		w := &account{world: world{noon}}
		o := New(w)
		o.Script(Settings{Limit: 10, Concurrent: 6})
		for i := range c.strangers {
			w.running = append(w.running, strconv.Itoa(i))
		}
		p := o.Began("worker#1", 0)
		for range 2 {
			o.polled(p, &cloudwatchlogs.DescribeQueriesInput{})
			o.heard(p, &cloudwatchlogs.DescribeQueriesOutput{Queries: make([]logstypes.QueryInfo, c.strangers)})
		}
		w.now = w.now.Add(c.later)
		for range c.starts {
			o.asks(p, "")
		}
		expect(t, o, what, c.rule)
	}
}

func TestOracle_SaidBusy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason string
		busy   bool
		rule   Rule
	}{
		{string(id) + " is being reported: repeat the command when that try is over", true, ""},
		{string(id) + " is being reported: repeat the command when that try is over", false, "D6"},
		{"it has ended as sent", true, "D6"},
	} {
		o, _, _ := judged()
		o.SaidBusy(o.Began("dispatcher#1", 0), Command{Kind: Cancel, Run: id}, c.reason, c.busy)
		expect(t, o, c.reason, c.rule)
	}
}

func TestOracle_checkQuota(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		group string
		after time.Duration
		rule  Rule
	}{
		"too soon":               {"/rare", 200 * time.Millisecond, "W5"},
		"after its pause":        {"/rare", time.Second, ""},
		"soon, of another class": {"/other", 200 * time.Millisecond, ""},
	} {
		o, w, _ := judged()
		p := o.Began("worker#1", 0)
		in := &cloudwatchlogs.StartQueryInput{QueryString: aws.String("stats"), LogGroupNames: []string{"/rare"}}
		o.startAnswered(p, in, &logstypes.LimitExceededException{})
		w.now = w.now.Add(c.after)
		in.LogGroupNames = []string{c.group}
		o.checkQuota(p, in)
		expect(t, o, what, c.rule)
	}
}

// TestOracle_checkQuota_heard lets a query end before a start is refused for the quota: the process may
// start another one as soon as it has heard of that.
func TestOracle_checkQuota_heard(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		held, polls bool
		rule        Rule
	}{
		"it heard of the end of its own": {true, true, ""},
		"it heard nothing":               {true, false, "W5"},
		"it was another's":               {false, true, "W5"},
	} {
		o, w, _ := judged()
		o.set.Limit = 100
		p := o.Began("worker#1", 0)
		m := o.parseQuery(message)
		o.queries["ended"] = &query{Query: Query{ID: "ended", Run: m.Run, Epoch: m.Epoch, Index: m.Query.Index, Groups: []string{"/rare"}}}
		if c.held {
			p.messages = []held{{query: m}}
		}
		in := &cloudwatchlogs.StartQueryInput{QueryString: aws.String("stats"), LogGroupNames: []string{"/rare"}}
		o.startAnswered(p, in, &logstypes.LimitExceededException{})
		w.now = w.now.Add(200 * time.Millisecond)
		if c.polls {
			o.polled(p, &cloudwatchlogs.DescribeQueriesInput{})
			o.heard(p, &cloudwatchlogs.DescribeQueriesOutput{})
		}
		o.checkQuota(p, in)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkGivesWay(t *testing.T) {
	t.Parallel()
	for refused, rule := range map[string]Rule{"/rare": "", "/other": "W5"} {
		o, _, r := judged()
		r.definition = &Definition{Queries: []Asked{{Groups: []string{"/rare"}}}}
		p := o.Began("worker#1", 0)
		in := &cloudwatchlogs.StartQueryInput{QueryString: aws.String("stats"), LogGroupNames: []string{refused}}
		o.startAnswered(p, in, &logstypes.LimitExceededException{})
		o.checkGivesWay(p, held{query: o.parseQuery(message), hidden: quotaHidden})
		expect(t, o, refused, rule)
	}
}
