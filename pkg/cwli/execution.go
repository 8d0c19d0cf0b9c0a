package cwli

import (
	"context"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// Execution is one run of a query. It must not be used concurrently.
type Execution struct {
	plan    *plan
	options Options
	scans   []*scan // of the parts
	at      int     // the part that events are added to
	memory  budget
	found   []stage // the sinks of the parts before the last
	top     *top    // the last stage but the output
	output  *output
	ctx     context.Context // of ReadFrom or Result; nil before
	made    int             // rows that were made of others, since the context was looked at
	ended   bool            // the context of ReadFrom was seen to be done
	stats   Statistics
	err     error
}

// Execution starts a run of the query. Call Add for every event and then Result. A
// query with several Inputs gets them in their order, each ended by Next.
func (q *Query) Execution(o Options) *Execution {
	x := &Execution{plan: q.plan, options: o, memory: newBudget(o.Memory), found: make([]stage, len(q.plan.parts))}
	for i, p := range q.plan.parts {
		x.scans = append(x.scans, x.newScan(p, i == len(q.plan.parts)-1))
	}
	return x
}

// Add reads one event, or those of its batch. Events may come in any order; an event outside the window
// is ignored. Add does not keep e or its message. The error is a
// *TooManyGroupsError, a *MemoryError or that of an expression; then the run is over,
// and every later call returns the same error.
func (x *Execution) Add(e *Event) error {
	if x.err != nil {
		return x.err
	}
	if e.Batch != nil {
		x.fail(x.addBatch(e.Batch))
	} else {
		x.fail(x.scans[x.at].add(e))
	}
	return x.err
}

// Done reports whether the events that are yet to come cannot change the answer, as
// after enough rows of limit any.
func (x *Execution) Done() bool { return x.scans[x.at].done }

// Next ends an input. The events that follow are of the next one.
func (x *Execution) Next() error {
	if x.err == nil && x.at < len(x.scans)-1 {
		x.fail(x.scans[x.at].first.end())
		x.at++
	}
	return x.err
}

// fail keeps the first error of the run.
func (x *Execution) fail(err error) {
	if x.err == nil {
		x.err = err
	}
}

// Result ends the run and returns its rows and statistics. It may be called once,
// and not after Add returned an error. The error is that of ctx, or one that Add may
// return.
func (x *Execution) Result(ctx context.Context) (Result, error) {
	for x.at < len(x.scans)-1 && x.err == nil {
		x.fail(x.Next())
	}
	x.ctx = ctx
	if x.err == nil {
		x.fail(x.scans[x.at].first.end())
	}
	if x.err == nil {
		x.fail(ctx.Err())
	}
	if x.err != nil {
		return Result{}, x.err
	}
	truncated := x.top.arrived > int64(x.top.limit)
	return Result{Columns: x.plan.names, Rows: x.output.rows, Truncated: truncated, Statistics: x.stats}, nil
}

// interrupted reports whether the context is done, for each row that is made of another.
func (x *Execution) interrupted() bool {
	if x.made++; x.made >= checkEvery && x.ctx != nil {
		x.made, x.ended = 0, x.ctx.Err() != nil
	}
	return x.ended
}

// scan reads the events of a part.
type scan struct {
	*part
	run    *Execution
	frame  *frame
	window Window
	first  stage
	done   bool
}

func (x *Execution) newScan(p *part, last bool) *scan {
	s := &scan{part: p, run: x, window: p.input.Window(x.options.Window, x.options.now()), frame: x.newFrame(p.events)}
	if last {
		x.output = &output{run: x}
		x.top = x.newTop("result", x.output, p.output, p.order, x.options.rows(x.plan.limited))
		s.first = x.top
	} else {
		s.first = p.sink(x, nil)
	}
	for _, make := range slices.Backward(p.steps) {
		s.first = make(x, s.first)
	}
	return s
}

func (s *scan) add(e *Event) error {
	if s.done || !s.window.contains(e.Timestamp) {
		return nil
	}
	s.run.stats.RecordsScanned++
	s.run.stats.BytesScanned += float64(len(e.Message))
	if !s.passes(e) {
		return nil
	}
	s.run.stats.RecordsMatched++
	return s.first.push(s.frame)
}

// passes makes the event the row of the frame, and reports whether it passes the filters.
func (s *scan) passes(e *Event) bool {
	if e.Look != nil && e.Look.of == s {
		if e.Look.passes {
			s.frame.next()
			s.frame.record.take(e)
		}
		return e.Look.passes
	}
	s.frame.next()
	s.frame.record.reset(e, s.events.discovers.strict)
	return s.matches()
}

// matches reports whether the event passes the filters. It first reads JSON only as
// far as the filters need, and checks the rest of an event that passes.
func (s *scan) matches() bool {
	if !all(s.filters, s.frame) {
		return false
	}
	if !s.frame.record.confirm() {
		return true
	}
	s.frame.next()
	return all(s.filters, s.frame)
}

func all(conditions []expr.Predicate, f *frame) bool {
	for _, holds := range conditions {
		if !holds(f) {
			return false
		}
	}
	return true
}

// checkEvery is the number of rows after which a stage that ends looks at its context.
const checkEvery = 1024

// now returns the time for now().
func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}
