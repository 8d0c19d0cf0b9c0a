package sim

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// storedRun reads the run of an explored world.
func (w *world) storedRun() (fanlight.Run, error) { return w.Ledger().Run(context.Background(), RunID) }

// has reports whether a destination got its report of a round.
func (w *world) has(one gotten) bool { return slices.Contains(w.got, one) }

// answered holds that the document of an epoch has an answer of each query to its own start.
func (w *world) answered(run fanlight.Run, epoch int) error {
	run.Epoch = epoch
	rendered, err := w.Ledger().Document(context.Background(), run)
	if err != nil {
		return fmt.Errorf("epoch %d: %w", epoch, err)
	}
	if n := len(rendered.Document.Queries); n != w.set.queries {
		return fmt.Errorf("the document of epoch %d has %d queries", epoch, n)
	}
	for i, q := range rendered.Document.Queries {
		if q.State != fanlight.OK || !w.isAnswer(q.Rows, epoch, i) {
			return fmt.Errorf("epoch %d shows query %d as %s %v", epoch, i, q.State, q.Rows)
		}
	}
	return nil
}

// isAnswer reports whether rows are the answer to some start of a query. Queries run in
// the order of the definition here.
func (w *world) isAnswer(rows []fanlight.Row, epoch, index int) bool {
	for n := range w.starts[[2]int{epoch, index}] {
		if len(rows) == 1 && rows[0][0].Value == answerTo(epoch, index, n+1) {
			return true
		}
	}
	return false
}

// answerTo is the answer to the nth start of a query.
func answerTo(epoch, index, n int) string { return strconv.Itoa(1_000_000*epoch + 1_000*index + n) }

// command is one of an operator who sees the run as it is.
func (w *world) command(kind Fault) command {
	w.commands++
	run, _ := w.storedRun()
	return command{kind: kind, Command: fanlight.Command{
		ID: "command-" + strconv.Itoa(w.commands), Run: RunID, Epoch: max(run.Epoch, 1), Round: max(run.Round, 1),
	}}
}

// whenClosed lets an operator do something a while after the run is closed the next time.
func (w *world) whenClosed(after time.Duration, name string, do func()) {
	w.pending++
	w.closed = func() {
		w.pending--
		w.later(after, name, do)
	}
}

// sees takes note of META: an operator who waits for the end of the run goes on when it is closed.
func (w *world) sees(meta item) {
	was := w.meta
	w.meta = meta
	if str(was, "open") != "" && str(meta, "open") == "" && w.closed != nil {
		closed := w.closed
		w.closed = nil
		closed()
	}
}
