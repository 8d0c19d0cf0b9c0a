package oracle

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// world is one in which nothing happens by itself.
type world struct{ now time.Time }

func (w *world) Now() time.Time                                { return w.now }
func (*world) Running() []string                               { return nil }
func (*world) Unended() []string                               { return nil }
func (*world) Stored(string) []map[string]types.AttributeValue { return nil }
func (*world) Count(Fault)                                     {}
func (*world) Violated(Violation)                              {}

var noon = time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)

const id = fanlight.RunID("usage@2026-01-02T12:30:00Z")

// judged returns an oracle that saw a run of one query, at one epoch and round.
func judged() (*Oracle, *world, *runState) {
	w := &world{noon}
	o := New(w)
	o.Script(Settings{
		Report: Report{Queries: 1, Destinations: []string{"to-0", "to-1"}, Deadline: 10 * time.Minute},
		Slots:  1, PollInterval: time.Second, QueryTime: time.Second, Receives: maxReceives,
		SweepEvery: 2 * time.Minute, JanitorTimeout: 5 * time.Minute, ReporterTimeout: 4 * time.Minute, Quiet: 12 * time.Minute, Stuck: 2 * time.Minute,
	})
	r := o.run(id)
	r.meta = item{"total": &types.AttributeValueMemberN{Value: "1"}}
	r.state, r.epoch, r.round, r.open, r.opened = fanlight.Sent, 1, 1, false, noon
	r.versions = []version{{noon, fanlight.Dispatching, 1, 1, true}, {noon.Add(time.Minute), fanlight.Sent, 1, 1, false}}
	r.at(1).begun = noon
	return o, w, r
}

// expect asserts which rule was violated; none if it is empty.
func expect(t *testing.T, o *Oracle, what string, rule Rule) {
	t.Helper()
	found := o.Violations()
	if rule == "" && len(found) > 0 || rule != "" && !slices.ContainsFunc(found, func(v Violation) bool { return v.Rule == rule }) {
		t.Errorf("%s: found %v, want %q", what, found, rule)
	}
}

func TestOracle_checkPrompt(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		change func(*epochState, *roundState)
		rule   Rule
	}{
		"all at once":        {func(*epochState, *roundState) {}, ""},
		"a late dispatch":    {func(e *epochState, _ *roundState) { e.running = noon.Add(time.Minute) }, "D1"},
		"a late answer":      {func(e *epochState, _ *roundState) { e.completedAt = noon.Add(5 * time.Minute) }, "W5"},
		"a late message":     {func(_ *epochState, s *roundState) { s.announced = noon.Add(time.Minute) }, "S4"},
		"a late claim":       {func(_ *epochState, s *roundState) { s.claimedAt = noon.Add(2 * time.Minute) }, "R1"},
		"a late end":         {func(_ *epochState, s *roundState) { s.ended = noon.Add(2 * time.Minute) }, "R5"},
		"META closed late":   {func(_ *epochState, s *roundState) { s.ended = noon.Add(-time.Minute) }, "E2"},
		"a step not taken":   {func(_ *epochState, s *roundState) { s.announced = time.Time{} }, ""},
		"a provider's pause": {func(_ *epochState, s *roundState) { s.ended, s.waited = noon.Add(2*time.Minute), 1 }, ""},
	} {
		o, _, r := judged()
		e := r.at(1)
		s := e.round(1)
		e.running, e.completedAt, s.announced, s.claimedAt, s.ended, s.state = noon, noon, noon, noon, noon, fanlight.Sent
		c.change(e, s)
		o.checkPrompt(r)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkSentToWorkers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		by    string
		quiet time.Duration
		index int
		rule  Rule
	}{
		{"dispatcher#1", 0, 0, ""}, {"janitor#1", 12 * time.Minute, 0, ""}, {"janitor#1", 11 * time.Minute, 0, "J2"}, {"dispatcher#1", 0, 7, "D1"},
	} {
		o, w, r := judged()
		e := r.at(1)
		e.running = noon
		e.shards[shardKey(0)] = &shardState{size: 1, changed: noon, resent: 1}
		w.now = noon.Add(c.quiet)
		p := o.Began(c.by, 0)
		p.begun, p.emptied = noon.Add(time.Second), true
		m := queryMessage{Run: id, Epoch: 1}
		m.Query.Index = c.index
		o.checkSentToWorkers(p, m)
		expect(t, o, c.by+" after "+c.quiet.String(), c.rule)
	}
}

// TestOracle_checkSentToWorkers_shards sends a query whose shard has progress, as the shards before it
// have or have not.
func TestOracle_checkSentToWorkers_shards(t *testing.T) {
	t.Parallel()
	for rule, shards := range map[Rule][]int{"": {0, 1}, "D1": {1}} {
		o, _, r := judged()
		r.meta = attributes(nil, map[string]int64{"total": shardSize + 1})
		for _, n := range shards {
			r.at(1).shards[shardKey(n)] = &shardState{size: 1}
		}
		m := queryMessage{Run: id, Epoch: 1}
		m.Query.Index = shardSize
		o.checkSentToWorkers(o.Began("dispatcher#1", 0), m)
		expect(t, o, "query 16", rule)
	}
}

func TestOracle_checkSettledFirst(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		change func(*runState, *shardState)
		rule   Rule
	}{
		"on record, not settled": {func(*runState, *shardState) {}, "G4"},
		"settled":                {func(_ *runState, s *shardState) { s.winners[0] = "a" }, ""},
		"another is on record":   {func(_ *runState, s *shardState) { s.starts[0] = start{try: 1, id: "other"} }, ""},
		"its run has ended":      {func(r *runState, _ *shardState) { r.open = false }, ""},
		"of an earlier epoch":    {func(r *runState, _ *shardState) { r.epoch = 2 }, ""},
	} {
		o, _, r := judged()
		r.open = true
		s := &shardState{size: 1, starts: map[int]start{0: {try: 1, id: "id"}}, winners: map[int]string{}}
		r.at(1).shards[shardKey(0)] = s
		o.Scripted(Query{ID: "id", Run: id, Epoch: 1})
		c.change(r, s)
		o.checkSettledFirst(o.Began("worker#1", 0), o.queries["id"])
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkDropped(t *testing.T) {
	t.Parallel()
	for _, released := range []bool{false, true} {
		o, _, r := judged()
		p := o.Began("reporter#1", 0)
		r.open = true
		s := r.at(1).round(1)
		s.holder, s.released = p, released
		o.checkDropped(p, `{"version":1,"run":"`+string(id)+`","epoch":1,"round":1}`)
		expect(t, o, "an acknowledged message", map[bool]Rule{true: "R5"}[released])
	}
}

func TestOracle_beganRound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		command Command
		want    string
		rule    Rule
	}{
		{Command{ID: "c", Kind: Resend, Run: id, Epoch: 1, Round: 1}, "to-0 to-1", ""},
		{Command{ID: "c", Kind: ResendTo, Run: id, Epoch: 1, Round: 1, Restrict: []string{"to-1"}}, "to-1", ""},
		{Command{ID: "c", Kind: Resend, Run: id, Epoch: 1, Round: 2}, "to-0 to-1", "D5"},
		{Command{ID: "c", Kind: Cancel, Run: id, Epoch: 1, Round: 1}, "to-0 to-1", "D5"},
	} {
		o, _, r := judged()
		p := o.Began("dispatcher#1", 0)
		o.Commanded(p, c.command)
		was := *r
		r.round = 2
		r.meta["command"] = &types.AttributeValueMemberS{Value: "c"}
		o.beganRound(p, &was, r)
		if got := strings.Join(o.wanted(r), " "); got != c.want {
			t.Errorf("%+v: the round goes to %s, want %s", c.command, got, c.want)
		}
		expect(t, o, string(c.command.Kind), c.rule)
	}
}

func TestOracle_checkUnsent(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		change func(*roundState)
		rule   Rule
	}{
		"without a reason": {func(*roundState) {}, "R4"},
		"refused":          {func(s *roundState) { s.to("to-1").refusals = 1 }, ""},
		"ordered":          {func(s *roundState) { s.ordered = true }, ""},
		"struck":           {func(s *roundState) { s.struck = true }, ""},
	} {
		o, _, r := judged()
		s := r.at(1).round(1)
		s.to("to-0").record = fanlight.DeliverySent
		c.change(s)
		o.checkUnsent(r, r.at(1), s)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkShown(t *testing.T) {
	t.Parallel()
	for says, rule := range map[string]Rule{"calls 1,000,016": "", "calls 1,000,017": "numbers", "": "numbers"} {
		o, _, r := judged()
		var d fanlight.Rendered
		d.Document.Verdict = fanlight.Send
		d.Document.Queries = []fanlight.QueryResult{{ID: "q0", State: fanlight.OK, Rows: []fanlight.Row{{{Name: "calls", Value: "1000016"}}}}}
		d.Document.Sections = append(d.Document.Sections, section("q0"))
		d.Messages = []fanlight.Message{{Destination: "to-0", Text: says}}
		o.checkShown(r.at(1), &d)
		expect(t, o, says, rule)
	}
}

func TestLifetimes(t *testing.T) {
	t.Parallel()
	o, w, r := judged()
	o.set.Retention = 90 * day
	r.at(1).deadline = noon.Add(10 * time.Minute)
	w.now = noon.Add(time.Minute)
	p := o.Began("worker#1", 0)
	written := func(sk string, expires time.Time) item {
		return item{
			"pk": &types.AttributeValueMemberS{Value: "RUN#" + string(id) + "#1"}, "sk": &types.AttributeValueMemberS{Value: sk},
			"expires": &types.AttributeValueMemberN{Value: number(expires)},
		}
	}
	ends := noon.Add(10*time.Minute + 91*day)
	for _, c := range []struct {
		sk      string
		expires time.Time
		rule    Rule
	}{
		{"RESULT#0#a#000", ends, ""}, {"RESULT#0#a#000", ends.Add(-time.Second), "E4"}, {"RESULT#0#a#000", ends.Add(time.Second), "E4"},
		{"RESULT#0#a#000", time.Unix(0, 0), "E4"}, {"SHARD#0", ends, "E4"}, {"DOCUMENT#a#000", ends, "E4"}, {"ESTIMATE#s", ends, ""},
	} {
		o.violations = nil
		o.checkLifetime(p, written(c.sk, c.expires))
		expect(t, o, c.sk+" until "+c.expires.String(), c.rule)
	}
}

func number(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

func section(query string) report.Section { return report.Section{Query: query, Value: "calls"} }
