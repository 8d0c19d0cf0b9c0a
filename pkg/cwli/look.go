package cwli

import (
	"math"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// Look says what was found out about an event before Add gets it: whether it passes the
// filters, and its fields.
type Look struct {
	of     *scan
	passes bool
	json   bool
	found  []jsonscan.Value // of an event that passes
}

// Looks is the memory of looks. The zero Looks is empty.
type Looks struct {
	all   []Look
	found []jsonscan.Value
}

// Reset forgets all looks, whose memory is used again.
func (m *Looks) Reset() { m.all, m.found = m.all[:0], m.found[:0] }

// Looker looks at events before Add gets them, while another goroutine may call that, so that
// Add has less to do. Each goroutine needs one of its own.
type Looker struct {
	own       scan // with a frame and an execution of its own, which keeps the first error
	rejected  Look // of each event that does not pass
	collector collector
}

// Lookers returns what makes lookers, nil if the events of the input cannot be looked at
// ahead: it was not passed to a Source, or the query has several parts, whose state a filter
// may read.
func (in Input) Lookers() func() *Looker { return in.lookers }

// lookers returns what makes the lookers of the part that is read; nil if it has none.
func (x *Execution) lookers() func() *Looker {
	if len(x.scans) > 1 {
		return nil
	}
	of := x.scans[x.at]
	return func() *Looker {
		run := &Execution{plan: x.plan, options: x.options, scans: x.scans, at: x.at, memory: newBudget(math.MaxInt64)} // a batch has its own bound
		own := scan{part: of.part, run: run, window: of.window, frame: run.newFrame(of.events)}
		return &Looker{own, Look{of: of}, of.collector()}
	}
}

// collector returns the first stage if that takes batches, else nil: what has one of these in it
// does not. Many rows that are kept would take the memory for them once more for each batch.
func (s *scan) collector() collector {
	switch first := s.first.(type) {
	case *groups:
		return first
	case *top:
		if first.limit <= fewRows {
			return first
		}
	}
	return nil
}

// Look returns what it finds out about an event, which must be as Add will get it. That is
// nil if Add must look itself: the event is outside the window, or an expression has an error,
// with which Add will end the query, so that no other event is looked at. It is valid as long
// as the event's message, and until in is reset.
func (l *Looker) Look(e *Event, in *Looks) *Look {
	s := &l.own
	if s.run.err != nil || !s.window.contains(e.Timestamp) {
		return nil
	}
	passes := s.passes(e)
	switch {
	case s.run.err != nil:
		return nil
	case !passes:
		return &l.rejected
	}
	start := len(in.found)
	in.found = append(in.found, s.frame.record.fields()...)
	in.all = append(in.all, Look{l.rejected.of, true, s.frame.record.json, in.found[start:]})
	return &in.all[len(in.all)-1]
}

// fields returns the fields that the query looks for.
func (r *record) fields() []jsonscan.Value {
	if !r.discovered && len(r.paths) > 0 {
		r.discover()
	}
	return r.found
}

// take starts the record of another event, with the fields that a Looker has found.
func (r *record) take(e *Event) {
	r.reset(e, true)
	r.discovered, r.unescaped = true, r.unescaped[:0]
	r.json, r.found = e.Look.json, e.Look.found
}
