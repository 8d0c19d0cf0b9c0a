package oracle

import (
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func numberOfItem(n int) ddbtypes.AttributeValue {
	return &ddbtypes.AttributeValueMemberN{Value: strconv.Itoa(n)}
}

func TestOracle_checkCourse(t *testing.T) {
	t.Parallel()
	settled := &shardState{size: 1, settled: 1, winners: map[int]string{0: "a"}}
	for what, c := range map[string]struct {
		from, to fanlight.State
		change   func(*runState, *epochState)
		rule     Rule
	}{
		"running, all sent":          {fanlight.Dispatching, fanlight.Running, func(_ *runState, e *epochState) { e.query(0).sent = 1 }, ""},
		"running, all settled":       {fanlight.Dispatching, fanlight.Running, func(_ *runState, e *epochState) { e.shards[shardKey(0)] = settled }, ""},
		"running, one not sent":      {fanlight.Dispatching, fanlight.Running, func(*runState, *epochState) {}, "D1"},
		"running, without progress":  {fanlight.Dispatching, fanlight.Running, func(_ *runState, e *epochState) { delete(e.shards, shardKey(0)) }, "D1"},
		"cancelled, all settled":     {fanlight.Running, fanlight.Cancelled, func(_ *runState, e *epochState) { e.shards[shardKey(0)] = settled }, ""},
		"cancelled, one not settled": {fanlight.Running, fanlight.Cancelled, func(*runState, *epochState) {}, "D6"},
	} {
		o, _, r := judged()
		e := r.at(1)
		e.shards[shardKey(0)] = &shardState{size: 1}
		was := *r
		was.state, was.open, r.state, r.open = c.from, true, c.to, !isFinal(c.to)
		c.change(r, e)
		o.checkCourse(o.Began("dispatcher#1", 0), &was, r)
		expect(t, o, what, c.rule)
	}
}

// TestOracle_checkOffered offers a round whose claim lives, or does not.
func TestOracle_checkOffered(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		by     string
		change func(*roundState)
		rule   Rule
	}{
		"alive":               {"janitor#1", func(*roundState) {}, "J3"},
		"over":                {"janitor#1", func(s *roundState) { s.lease = int(noon.UnixMilli()) }, ""},
		"given back":          {"janitor#1", func(s *roundState) { s.released = true }, ""},
		"taken meanwhile":     {"janitor#1", func(s *roundState) { s.taken = noon.Add(2 * time.Minute) }, ""},
		"never taken":         {"janitor#1", func(s *roundState) { s.holder = nil }, ""},
		"offered by a worker": {"worker#1", func(*roundState) {}, ""},
	} {
		o, w, r := judged()
		e := r.at(1)
		s := e.round(1)
		e.running, e.completedAt = noon, noon
		s.holder, s.taken, s.lease = o.Began("reporter#1", 0), noon, int(noon.Add(4*time.Minute).UnixMilli())
		c.change(s)
		w.now = noon.Add(time.Minute)
		o.checkOffered(o.Began(c.by, 0), e, s)
		expect(t, o, what, c.rule)
	}
}

// TestOracle_checkStuck lets a janitor go on with a run that another process dispatches.
func TestOracle_checkStuck(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		by    string
		after time.Duration
		rule  Rule
	}{
		"soon": {"janitor#1", time.Minute, "J1"}, "after a while": {"janitor#1", 2 * time.Minute, ""}, "by the dispatcher": {"dispatcher#1", time.Minute, ""},
	} {
		o, w, r := judged()
		r.meta = attributes(nil, map[string]int64{"begun": noon.UnixMilli()})
		w.now = noon.Add(c.after)
		o.checkStuck(o.Began(c.by, 0), r.at(1))
		expect(t, o, what, c.rule)
	}
}

// TestOracle_released_fifth gives claims back that count.
func TestOracle_released_fifth(t *testing.T) {
	t.Parallel()
	for claims, rule := range map[int]Rule{4: "", 5: "R5"} {
		o, _, r := judged()
		s, p := r.at(1).round(1), o.Began("reporter#1", 0)
		s.claims, p.tried, p.claimsAt = claims, true, noon
		o.released(p, r, s)
		expect(t, o, strconv.Itoa(claims), rule)
	}
}

// TestOracle_sentAgain lets two janitors send a query again: the second one needs a record of its own.
func TestOracle_sentAgain(t *testing.T) {
	t.Parallel()
	for onRecord, rule := range map[int]Rule{0: "J2", 1: "J2", 2: ""} {
		o, w, r := judged()
		e := r.at(1)
		e.running, e.shards[shardKey(0)] = noon, &shardState{size: 1, resent: onRecord}
		w.now = noon.Add(time.Minute)
		for _, name := range []string{"janitor#1", "janitor#2"} {
			p := o.Began(name, 0)
			p.emptied = true
			o.sentAgain(p, e, 0)
			o.sentAgain(p, e, 0) // its client sent it twice
		}
		expect(t, o, strconv.Itoa(onRecord)+" on record", rule)
	}
}

func TestOracle_checkFresh(t *testing.T) {
	t.Parallel()
	const text = "stats count(*)\n# fanlight " + string(id) + " 1 0 x fanlight"
	shard := partition(id, 1) + " " + shardKey(0)
	failed := func(o *Oracle, p *Process) {
		o.queries["q"] = &query{Query: Query{ID: "q", Run: id, Epoch: 1}}
		name := "q"
		o.hears(p, Call{Input: &cloudwatchlogs.GetQueryResultsInput{QueryId: &name}}, &cloudwatchlogs.GetQueryResultsOutput{Status: types.QueryStatusFailed}, nil)
	}
	for what, c := range map[string]struct {
		before func(o *Oracle, w *world, p *Process)
		text   string
		rule   Rule
	}{
		"read just now":                 {func(_ *Oracle, w *world, p *Process) { p.known.sees(shard, w.now) }, text, ""},
		"never read":                    {func(*Oracle, *world, *Process) {}, text, "W3"},
		"read long ago":                 {func(_ *Oracle, w *world, p *Process) { p.known.sees(shard, w.now); w.now = w.now.Add(3 * time.Minute) }, text, "W3"},
		"read before the try failed":    {func(o *Oracle, w *world, p *Process) { p.known.sees(shard, w.now); failed(o, p) }, text, "W3"},
		"read after the try has failed": {func(o *Oracle, w *world, p *Process) { failed(o, p); p.known.sees(shard, w.now) }, text, ""},
		"an estimate":                   {func(*Oracle, *world, *Process) {}, "fields a\n| estimate\n# fanlight " + string(id) + " 1 0 x fanlight", ""},
	} {
		o, w, _ := judged()
		p := o.Began("worker#1", 0)
		c.before(o, w, p)
		o.checkFresh(p, c.text)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkBackfills(t *testing.T) {
	t.Parallel()
	ended := runAt("archive", noon.Add(-day))
	for what, c := range map[string]struct {
		change func(o *Oracle, b *backfilled)
		rule   Rule
	}{
		"an edition is open":            {func(o *Oracle, _ *backfilled) { o.run(ended).versions[0].state = fanlight.Running }, ""},
		"it ended in the sweep":         {func(o *Oracle, _ *backfilled) { o.run(ended).versions[0].since = noon.Add(time.Hour) }, ""},
		"it had ended":                  {func(*Oracle, *backfilled) {}, "J9"},
		"another one went on meanwhile": {func(_ *Oracle, b *backfilled) { b.at = noon.Add(time.Hour) }, ""},
		"the next one is not begun":     {func(_ *Oracle, b *backfilled) { b.begun, b.item["to"] = nil, numberOfItem(2) }, "J9"},
	} {
		o, w, _ := judged()
		o.set.Calendar.Archive = "archive"
		o.run(ended).versions = []version{{noon, fanlight.Sent, 1, 1, false}}
		b := &backfilled{item: item{"next": numberOfItem(2), "to": numberOfItem(1)}, state: fanlight.BackfillOpen, begun: []time.Time{noon.Add(-day)}, at: noon}
		o.backfills["archive@a..b"] = b
		w.now = noon.Add(time.Minute)
		p := o.Began("janitor#1", 0)
		c.change(o, b)
		o.checkBackfills(p)
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkCaughtUp(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		due    time.Duration // before the sweep
		second time.Duration // after which the report is due
		more   int
		rule   Rule
	}{
		"missed":                     {10 * time.Minute, 0, 1, ""},
		"not missed yet":             {9 * time.Minute, 0, 1, "J8"},
		"not missed yet by a second": {10 * time.Minute, time.Second, 1, "J8"},
		"too old":                    {25 * time.Hour, 0, 1, "J8"},
		"young enough by its second": {24*time.Hour + 30*time.Second, 30 * time.Second, 1, ""},
		"too old by a second":        {24*time.Hour + 31*time.Second, 30 * time.Second, 1, "J8"},
		"as many as may be":          {time.Hour, 0, 3, ""},
		"one more":                   {time.Hour, 0, 4, "J8"},
	} {
		o, _, r := judged()
		o.set.Late, o.set.CatchUp, o.set.CatchUpAge = 10*time.Minute, 3, day
		o.Deployed(Definition{Name: "usage", Second: c.second})
		p := o.Began("janitor#1", 0)
		for range c.more {
			o.checkCaughtUp(p, r, noon.Add(-c.due))
		}
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkLeftOut(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		last   time.Duration // before the sweep
		remedy string
		rule   Rule
	}{
		"three are newer":  {2 * time.Hour, "to run them: x", ""},
		"two are newer":    {time.Hour, "to run them: x", "J8"},
		"older than a day": {25 * time.Hour, "to run them: x", ""},
		"another schedule": {time.Hour, "its schedule has been changed", ""},
	} {
		o, _, _ := judged()
		o.set.Late, o.set.CatchUp, o.set.CatchUpAge, o.set.Calendar.Period = 10*time.Minute, 3, day, 20*time.Minute
		o.checkLeftOut(o.Began("janitor#1", 0), fanlight.Event{Detail: c.remedy}, noon.Add(-c.last))
		expect(t, o, what, c.rule)
	}
}

func TestOracle_Stopped(t *testing.T) {
	t.Parallel()
	for state, rule := range map[fanlight.BackfillState]Rule{fanlight.BackfillOpen: "D7", fanlight.BackfillCancelled: ""} {
		o, w, _ := judged()
		o.set.Calendar.Archive = "archive"
		o.backfills["archive@a..b"] = &backfilled{state: state, open: noon}
		w.now = noon.Add(time.Minute)
		o.Stopped(o.Began("dispatcher#1", 0))
		expect(t, o, string(state), rule)
	}
}
