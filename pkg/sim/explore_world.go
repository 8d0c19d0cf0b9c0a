package sim

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
	"github.com/fanlight/fanlight/pkg/stack"
)

// opReturn is the operation of the step in which a process ends.
const opReturn = "return"

// world is a simulation whose decisions an explorer takes. Its settings are fixed, calls take no
// time, and nothing goes wrong but what the explorer decides: invocations die. Its
// oracle is that of all simulations.
type world struct {
	*simulation
	history     map[task]uint64   // what a task has learned from the answers to its calls
	items       map[string]uint64 // hashes of the stored items
	stored      uint64            // of all items
	strikes     Fault             // what befalls the next call
	died        int               // invocations that were killed
	order       order
	slack       time.Duration // by how much a task may be slower than others
	narrow      func() bool   // when the rest goes in turn; nil: never
	notes       bool          // two janitors' notes on schedules are varied, too
	inTurnAfter bool          // what follows a crash goes in turn
	deep        deepHash
	starts      map[[2]int]int // of each query, by epoch and index
	got         []gotten
	full        map[string]bool // epochs whose queries are settled, by partition
	meta        item            // of the run
	closed      func()          // happens when the run is closed; nil: nobody waits for that
	ended       func() bool     // nil: when every run has
	missed      []Violation     // of the goal
	goal        func() error    // what is asked of the end; nil: nothing more than of all worlds

	commuting int // steps before which nothing was decided, because they commute with all others
}

// gotten is a part of a report that a destination got.
type gotten struct {
	to           string
	epoch, round int
}

// newWorld returns a world of a report with so many queries and one destination,
// shortly before it is due.
func newWorld(queries int, bug plantedBug, keepTrace bool) *world {
	s := &simulation{
		begun: startTime, explored: true, scripts: map[string]*script{}, taken: map[string][]time.Time{}, set: exploredSettings(queries),
	}
	rng := rand.New(rand.NewPCG(1, 1))
	s.Deployment = must(newDeployment(1, rng, startTime, s.set.receives, logs.Quotas{}))
	s.scheduler = scheduler{clock: s.Clock, choice: rng}
	w := &world{
		simulation: s, history: map[task]uint64{}, items: map[string]uint64{}, starts: map[[2]int]int{}, full: map[string]bool{},
	}
	s.numbers = map[string]int{}
	s.trace, s.observer, s.bug = newTrace(keepTrace), keeper{witness{s}, w}, bug
	s.drawn = &drawnFaults{clock: s.Clock, rng: rng, until: startTime.Add(maxLength)}
	s.drawn.likely[CrashBefore] = 1 // the invariants take crashes into account; none is drawn
	s.faults, s.deliver = w, w.provider
	s.Logs.Script(w.script)
	s.oracle = oracle.New(witness{s})
	s.deploy(queries)
	s.oracle.Script(s.facts())
	return w
}

func exploredSettings(queries int) settings {
	return settings{
		queries: queries, destinations: 1, parts: 1, onUnknown: report.Resend, deadline: 30 * time.Minute, queryTime: time.Second,
		work:       worker.Settings{Slots: 12, PollInterval: 600 * time.Millisecond, DrainAfter: 10 * time.Minute},
		sweep:      janitor.Settings{Stuck: 2 * time.Minute, Quiet: 12 * time.Minute, GiveUp: time.Hour, Late: 10 * time.Minute, CatchUp: 3, CatchUpAge: time.Hour},
		sweepEvery: 2 * time.Minute, receives: stack.MaxReceives, reporterTimeout: stack.Reporter.Timeout(), rows: 1, retention: ledger.DefaultRetention, pageRows: 3,
	}
}

// pick implements faultSource: only the call that the explorer decided to strike is struck.
func (w *world) pick(kinds ...Fault) Fault {
	if len(kinds) == 0 || kinds[0] != CrashBefore {
		return NoFault
	}
	f := w.strikes
	w.strikes = NoFault
	return f
}

// script lets each query be answered at once, with a row of its own.
func (w *world) script(asked logs.Query) logs.Execution {
	q := &script{Query: started(asked)}
	of := [2]int{q.Epoch, q.Index}
	w.starts[of]++
	q.rows = []fanlight.Row{{{Name: "calls", Value: answerTo(q.Epoch, q.Index, w.starts[of])}}}
	w.scripted(q)
	return logs.Execution{State: types.QueryStatusComplete, Outcome: finds(q.rows, 1000)}
}

func (w *world) provider(d report.Destination, m fanlight.Message) (string, error) {
	w.got = append(w.got, gotten{d.Name, m.Epoch, m.Round})
	return "receipt", nil
}

// over reports whether nothing is left to happen.
func (w *world) over() bool {
	if w.ended != nil {
		return w.ended()
	}
	return w.simulation.over()
}

// finally asserts what holds at the end. Of a world that ends before its run only its own goal.
func (w *world) finally() {
	if w.ended == nil {
		w.oracle.Finally()
	}
	if w.goal == nil || len(w.violations()) > 0 {
		return
	}
	if err := w.goal(); err != nil {
		w.missed = append(w.missed, Violation{Rule: "goal", Detail: err.Error()})
		w.note("GOAL", "VIOLATION", err.Error())
	}
}

// violations are those that the oracle found, and what is missing of the goal.
func (w *world) violations() []Violation { return append(w.missed, w.oracle.Violations()...) }

// later lets something happen at a time. What happens is a function of its name.
func (w *world) later(after time.Duration, name string, do func()) {
	w.pending++
	a := &appointment{w: w, when: w.Clock.now.Add(after), name: name}
	a.do = func() {
		w.pending--
		do()
	}
	w.add(a)
}

// sweeps lets janitors sweep, as long as the world lasts.
func (w *world) sweeps(first time.Duration) {
	w.add(&appointment{w: w, when: w.Clock.now.Add(first), name: "sweep", do: func() {
		w.sweep()
		w.sweeps(w.set.sweepEvery)
	}})
}

// sweepAfter lets one more janitor sweep.
func (w *world) sweepAfter(d time.Duration) { w.later(d, "one sweep", w.sweep) }

// appointment is an event with a name.
type appointment struct {
	w    *world
	when time.Time
	name string
	do   func()
}

func (a *appointment) due() (time.Time, bool) { return a.when, true }

func (a *appointment) run() {
	a.w.remove(a)
	a.do()
}

// start is the schedule that starts the report. Lambda tries again one and two minutes after
// a failure.
func (w *world) start(try int) {
	w.invoke("dispatcher", stack.Dispatcher.Timeout(), func(p *Process) error {
		_, err := p.Dispatcher().Start(context.Background(), ReportName, w.due(), "")
		return err
	}, func(p *Process) {
		if p.failed() && try < 3 {
			w.later(time.Duration(try)*time.Minute, "start "+strconv.Itoa(try+1), func() { w.start(try + 1) })
		}
	})
}

// Commands of an explored world are given again by their operator if no answer comes, or if
// they find a try under way.
const (
	commandTries = 4
	commandPause = time.Minute
)

// give is a command of an operator. A refusal that is not for now ends it.
func (w *world) give(c command, try int) {
	again := false
	p := w.invoke("dispatcher", stack.Dispatcher.Timeout(), func(p *Process) error {
		err := c.run(p)
		if refused, ok := errors.AsType[*fanlight.Refusal](err); ok {
			p.note("refuses", refused.Reason)
			w.oracle.Refused(p.seen, c.fact(), refused.Reason)
			again = refused.Busy
			return nil
		}
		if err == nil {
			w.oracle.Executed(c.fact())
			w.oracle.AnsweredReplay(p.seen, c.fact(), p.answer.Kept, p.answer.Again)
		}
		return err
	}, func(p *Process) {
		if (again || p.failed()) && try < commandTries {
			w.later(commandPause, c.ID+" "+strconv.Itoa(try+1), func() { w.give(c, try+1) })
		}
	})
	w.oracle.Commanded(p.seen, c.fact())
	p.note(c.kind.String(), c.ID)
}

// keeper keeps what decides how a world goes on, and passes everything on to the oracle.
type keeper struct {
	witness
	w *world
}

// effected implements observer: it takes note of the items that are stored.
func (k keeper) effected(p *Process, c Call, out any) {
	k.witness.effected(p, c, out)
	switch in := c.Input.(type) {
	case *dynamodb.PutItemInput:
		k.w.store(in.Item)
	case *dynamodb.UpdateItemInput:
		k.w.store(out.(*dynamodb.UpdateItemOutput).Attributes)
	case *dynamodb.BatchWriteItemInput:
		for _, one := range in.RequestItems[k.w.Names.Table] {
			k.w.store(one.PutRequest.Item)
		}
	}
}

func (w *world) store(it item) {
	key, h := keyName(it), itemHash(it)
	if key == "RUN#"+string(RunID)+" META" {
		w.sees(it)
	}
	if strings.Contains(key, " PROGRESS#") && num(it, "settled") >= num(it, "size") { // the only shard
		w.full[str(it, "pk")] = true
	}
	w.stored += h - w.items[key]
	w.items[key] = h
}

// answered implements observer: a task knows the answer from then on.
func (k keeper) answered(p *Process, c Call, out any, err error) {
	k.witness.answered(p, c, out, err)
	t := p.running()
	k.w.history[t] = mixAll(k.w.history[t], hashText(c.Op), hashText(c.target), answerHash(out, err))
}

// running returns the task of a process that makes its calls now.
func (p *Process) running() task {
	if p.within != nil {
		return p.within
	}
	return p.task
}

// hash returns a hash of everything that decides how the world goes on, and how it is
// judged.
func (w *world) hash() uint64 {
	w.deep.way = w.deep.way[:0]
	h := mixAll(w.stored, uint64(w.Clock.now.UnixNano()), w.queueHash(w.Names.QueryQueue), w.queueHash(w.Names.ReportQueue),
		w.deep.of(w.oracle), w.deep.of(w.scripts), w.deep.of(w.numbers), w.deep.of(w.got), uint64(w.died))
	for _, q := range w.Logs.Queries() {
		h = mixAll(h, hashText(q.ID), hashText(q.Text), hashText(string(q.Status)), uint64(q.Created.UnixNano()))
	}
	tasks := uint64(0)
	for _, t := range w.tasks {
		tasks += w.taskHash(t)
	}
	return mix(h, tasks)
}

// taskHash returns a hash of what decides how a task goes on.
func (w *world) taskHash(t task) uint64 {
	switch t := t.(type) {
	case *invocation:
		return mixAll(1, hashText(t.name), w.history[t], uint64(t.at.UnixNano()), uint64(t.deadline.UnixNano()), hashText(t.pending.Op), w.deep.of(*t.seen))
	case *begun:
		return mixAll(2, w.history[t], uint64(t.at.UnixNano()), uint64(t.deadline.UnixNano()))
	case *eventSource:
		return mixAll(3, hashText(t.url), uint64(t.busy))
	case *gate:
		return 5
	case *appointment:
		return mixAll(4, hashText(t.name), uint64(t.when.UnixNano()))
	}
	panic("hash a state: an unknown task")
}

func (w *world) queueHash(url string) (h uint64) {
	for _, m := range w.SQS.Messages(url) {
		h = mixAll(h, m.Number, hashText(m.Body), uint64(m.Receives), uint64(m.Visible.UnixNano()))
	}
	return h
}
