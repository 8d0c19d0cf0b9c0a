package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
)

// How long the worker waits for an estimate (rule W8).
const (
	askPause = 500 * time.Millisecond // before an estimate is read: it scans nothing
	askMost  = time.Minute            // after which one that runs is given up
	askTries = 3                      // that have no clear answer
)

// askPhase is how far an estimate is.
type askPhase int

const (
	toAsk  askPhase = iota // to be started
	asking                 // it runs
	asked                  // to be put on record
)

// ask is an estimate that the invocation asks Logs Insights for. It takes a place and a
// call of StartQuery like a query.
type ask struct {
	run   fanlight.Run
	scope fanlight.Scope
	phase askPhase
	busy  bool // a call for it is under way

	pause     backoff // of its start
	token, id string
	begun     time.Time
	read      time.Time // when it is read next
	tries     int       // without a clear answer
	calls     int       // of StartQuery and GetQueryResults
	why       string    // why it waits, for people
	answer    fanlight.Estimate
}

// askFor notes that an estimate is needed.
func (b *bound) askFor(scope fanlight.Scope) {
	for _, a := range b.asks {
		if a.scope.Key == scope.Key {
			return
		}
	}
	b.asks = append(b.asks, &ask{run: b.run, scope: scope})
}

// active reports whether the estimate may be running.
func (a *ask) active() bool { return a.busy || a.phase == asking }

// eachAsk hands on all estimates that are asked for, in order.
func (inv *invocation) eachAsk(do func(*ask)) {
	for _, b := range inv.bounds {
		for _, a := range b.asks {
			do(a)
		}
	}
}

// startAsking starts estimates, at the account's pace: queries wait for them.
func (inv *invocation) startAsking() {
	inv.eachAsk(func(a *ask) {
		if a.phase == toAsk && !a.busy && !inv.now().Before(a.pause.at) && inv.mayStart() && !inv.now().Before(inv.starts.At()) {
			inv.beginAsk(a)
		}
	})
}

// beginAsk starts an estimate.
func (inv *invocation) beginAsk(a *ask) {
	inv.starts.Allow(inv.now())
	inv.census.allowance--
	a.busy, a.token = true, fanlight.NewToken(inv.random)
	a.calls++
	query, window := a.scope.Query, a.run.Window
	query.Text = insights.EstimateText(query.Text)
	token := insights.StartToken{Run: a.run.ID, Epoch: a.run.Epoch, Index: query.Index, Token: a.token}
	inv.overlap(true, func(ctx context.Context) fanlight.Reply {
		id, err := inv.insights.Start(ctx, query, window, token)
		return func(context.Context) { inv.askAnswered(a, id, err) }
	})
}

// askAnswered goes by the answer of StartQuery. What only has to wait waits, as a query
// does (rule W5).
func (inv *invocation) askAnswered(a *ask, id string, err error) {
	a.busy = false
	if err == nil {
		a.phase, a.id, a.why, a.pause = asking, id, "", backoff{}
		a.begun, a.read = inv.now(), inv.now().Add(askPause)
		return
	}
	switch insights.Classify(err) {
	case insights.Full:
		a.why = "StartQuery was refused: " + clip(insights.Message(err))
		a.pause.after(inv.now(), quotaPause, maxBackoff)
	case insights.Retryable:
		a.why = "StartQuery was refused: " + clip(insights.Message(err))
		inv.starts.Pause(inv.now(), quotaPause)
	case insights.NoData:
		a.end(fanlight.Estimate{})
		return
	case insights.Refused:
		a.end(fanlight.Estimate{Unknown: "refused: " + clip(insights.Message(err))})
		return
	case insights.Ambiguous:
		a.again(inv.now(), "StartQuery gave no clear answer")
	}
	inv.failed("estimate", err)
}

// end notes the answer, which is yet to be put on record.
func (a *ask) end(e fanlight.Estimate) { a.phase, a.answer, a.why = asked, e, "" }

// again has an estimate started again, until that has been tried often enough.
func (a *ask) again(now time.Time, why string) {
	a.phase = toAsk
	if a.tries++; a.tries >= askTries {
		a.end(fanlight.Estimate{Unknown: fmt.Sprintf("%s, %d times", why, a.tries)})
		return
	}
	a.why = why
	a.pause.after(now, quotaPause, maxBackoff)
}

// readAsks reads the answers, at the account's pace.
func (inv *invocation) readAsks() {
	inv.eachAsk(func(a *ask) {
		if a.phase == asking && !a.busy && !inv.now().Before(a.read) && inv.reads.Allow(inv.now()) {
			a.busy = true
			a.calls++
			id := a.id
			inv.overlap(false, func(ctx context.Context) fanlight.Reply {
				page, err := inv.insights.Read(ctx, id, "", 0)
				return func(context.Context) { inv.askRead(a, page, err) }
			})
		}
	})
}

func (inv *invocation) askRead(a *ask, page insights.Page, err error) {
	a.busy, a.read = false, inv.now().Add(max(askPause, inv.now().Sub(a.begun)/4))
	inv.failed("read estimate", err)
	lost := errors.Is(err, insights.ErrLost)
	switch {
	case err == nil && page.Status == insights.Complete:
		a.take(page)
	case lost, err == nil && (page.Status == insights.Failed || page.Status == insights.Timeout || page.Status == insights.Cancelled):
		a.again(inv.now(), "Logs Insights did not carry it out")
	case err != nil && insights.Classify(err) == insights.Refused:
		a.end(fanlight.Estimate{Unknown: "refused: " + clip(insights.Message(err))})
	case err != nil && insights.Classify(err) == insights.Retryable:
		inv.reads.Pause(inv.now(), quotaPause)
	case inv.now().Sub(a.begun) >= askMost:
		inv.stop(a.id)
		a.again(inv.now(), "it has no answer after "+askMost.String())
	}
}

// take reads the number of bytes.
func (a *ask) take(page insights.Page) {
	bytes, err := insights.EstimatedBytes(page)
	if err != nil {
		a.end(fanlight.Estimate{Unknown: clip(err.Error())})
		return
	}
	a.end(fanlight.Estimate{Bytes: bytes})
}

// stopAsks stops what runs at the end of an invocation: its answer would not be read.
func (inv *invocation) stopAsks() {
	inv.eachAsk(func(a *ask) {
		if a.phase == asking {
			inv.stop(a.id)
			a.phase = toAsk
		}
	})
}

// askDue returns when there is something to do for estimates.
func (inv *invocation) askDue(mayStart bool) time.Time {
	next := inv.until
	for _, b := range inv.bounds {
		for _, a := range b.asks {
			switch {
			case a.busy:
			case a.phase == asking:
				next = earlier(next, later(a.read, inv.reads.At()))
			case a.phase == asked:
				next = earlier(next, b.pause.at)
			case mayStart:
				next = earlier(next, later(a.pause.at, inv.starts.At()))
			}
		}
	}
	return next
}
