package sim

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim/history"
)

// WriteHistory runs the simulation of a seed and writes what happened as JSON lines.
func WriteHistory(w io.Writer, seed uint64, o Options) (*Result, error) {
	lines := history.NewWriter(w)
	o.History = lines.Write
	r := Run(seed, o)
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("write the history of seed %d: %w", seed, err)
	}
	return r, nil
}

// chronicler notes what happens as lines of a history. It is an observer before another
// one. A nil chronicler notes nothing.
type chronicler struct {
	observer
	d     *Deployment
	see   func(history.Line)
	lines int
	held  map[string]history.Received // by receipt
	parts map[string]item             // chunks of documents and messages, by key
}

func newChronicler(d *Deployment, next observer, see func(history.Line)) *chronicler {
	return &chronicler{
		observer: next, d: d, see: see, held: map[string]history.Received{}, parts: map[string]item{},
	}
}

func (r *chronicler) tell(p *Process, l history.Line) {
	r.lines++
	l.N, l.At = r.lines, r.d.Clock.now.UnixMilli()
	if p != nil {
		l.By = p.name
	}
	r.see(l)
}

func (r *chronicler) fault(draw int, f Fault) {
	if r != nil {
		r.tell(nil, history.Line{Fault: &history.Fault{Draw: draw, Kind: f.String()}})
	}
}

func (r *chronicler) begins(p *Process, function string) {
	if r != nil {
		r.tell(p, history.Line{Begins: &history.Begins{Function: function, Skew: p.skew.Milliseconds()}})
	}
}

func (r *chronicler) ends(p *Process) {
	if r == nil {
		return
	}
	e := history.Ends{Died: p.end.died}
	if p.end.err != nil {
		e.Error = p.end.err.Error()
	}
	r.tell(p, history.Line{Ends: &e})
}

func (r *chronicler) received(p *Process, url string, batch []queue.Message, hidden int32) {
	if r == nil {
		return
	}
	for _, m := range batch {
		got := history.Received{ID: m.ID, Message: r.message(url, m.Body), Hidden: int64(hidden) * 1000}
		r.held[m.Receipt] = got
		r.tell(p, history.Line{Received: &got})
	}
}

// message returns what a message asks for.
func (r *chronicler) message(url, body string) history.Message {
	if url == r.d.Names.ReportQueue {
		m, err := fanlight.ParseReportMessage(body)
		if err != nil { // of a version after this one
			return history.Message{Queue: "report"}
		}
		return history.Message{Queue: "report", Run: string(m.Run), Epoch: m.Epoch, Round: m.Round}
	}
	m, err := fanlight.ParseQueryMessage(body)
	if err != nil {
		return history.Message{Queue: "query"}
	}
	return history.Message{Queue: "query", Run: string(m.Run), Epoch: m.Epoch, Index: m.Query.Index}
}

func (r *chronicler) deleted(p *Process, receipt string) {
	if r != nil {
		got := r.held[receipt]
		r.tell(p, history.Line{Deleted: &history.Deleted{ID: got.ID, Message: got.Message}})
	}
}

func (r *chronicler) removed(it item) {
	if r != nil {
		r.tell(nil, history.Line{Removed: &history.Removed{PK: str(it, "pk"), SK: str(it, "sk")}})
	}
}

func (r *chronicler) command(p *Process, c history.Command) {
	if r != nil {
		r.tell(p, history.Line{Command: &c})
	}
}

func (r *chronicler) answeredCommand(p *Process, id string, err error) {
	if r == nil {
		return
	}
	a := history.Answered{ID: id}
	if refused, ok := errors.AsType[*fanlight.Refusal](err); ok {
		a.Refused, a.Busy = refused.Reason, refused.Busy
	} else if err != nil {
		return
	}
	r.tell(p, history.Line{Answered: &a})
}

// over is the last line.
func (r *chronicler) over(unfinished string) {
	if r != nil {
		r.tell(nil, history.Line{Over: &history.Over{Unfinished: unfinished}})
	}
}

// due notes of an edition that will be due.
func (r *chronicler) due(name string, at time.Time) {
	if r != nil {
		r.tell(nil, history.Line{Due: &history.Due{Report: name, At: at.UnixMilli(), Run: string(fanlight.NewRunID(name, at.Truncate(time.Minute), ""))}})
	}
}
