package worker

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
)

const (
	unclearPause = 5 * time.Second // shortest pause after a start whose answer never came: the query may run
	unclearMost  = 5 * time.Minute // longest such pause, which bounds what answers that never come cost
	recordAge    = time.Minute     // how old what is known of the record may be when a query is started
)

// startWaiting starts waiting queries, at the account's pace.
func (inv *invocation) startWaiting(ctx context.Context) {
	if !inv.mayStart() {
		return
	}
	for _, sl := range inv.inLine() {
		if inv.interrupted() || !inv.mayStart() || inv.now().Before(inv.starts.At()) {
			return
		}
		if sl.phase == waiting && sl.cleared && !sl.busy && !inv.now().Before(sl.startAt()) && inv.within(sl) && inv.sure(ctx, sl) {
			inv.start(sl)
		}
	}
}

// startAt returns when a waiting query may be started by its own pauses.
func (sl *slot) startAt() time.Time { return later(sl.pause.at, sl.unread.at) }

// inLine returns the waiting slots in the order in which they are started: each run
// has the places that its messages came at, and fills them in sending order. The
// queue keeps no order within a run, but it is fair between reports.
func (inv *invocation) inLine() []*slot {
	line := inv.inPhase(waiting)
	runs := map[fanlight.RunID][]*slot{}
	for _, sl := range line {
		runs[sl.run.ID] = append(runs[sl.run.ID], sl)
	}
	for _, of := range runs {
		slices.SortStableFunc(of, func(a, b *slot) int { return cmp.Compare(a.query.Index, b.query.Index) })
	}
	for i, sl := range line {
		line[i], runs[sl.run.ID] = runs[sl.run.ID][0], runs[sl.run.ID][1:]
	}
	return line
}

// sure reports whether the record shows that the query is to be started. It is
// read again if that is long ago: before a second try, and when a query has waited.
func (inv *invocation) sure(ctx context.Context, sl *slot) bool {
	return inv.now().Sub(sl.seen) < recordAge || inv.consult(ctx, sl, sl.replace)
}

func (inv *invocation) start(sl *slot) {
	inv.starts.Allow(inv.now())
	inv.census.allowance--
	sl.busy, sl.token = true, fanlight.NewToken(inv.random)
	query, window := sl.query, sl.run.Window
	token := insights.StartToken{Run: sl.run.ID, Epoch: sl.run.Epoch, Index: sl.query.Index, Token: sl.token}
	inv.overlap(true, func(ctx context.Context) fanlight.Reply {
		id, err := inv.insights.Start(ctx, query, window, token)
		return func(ctx context.Context) { inv.startAnswered(ctx, sl, id, err) }
	})
}

// startAnswered goes by the answer of StartQuery (rule W5). An error that settles
// its query does not count as the worker's.
func (inv *invocation) startAnswered(ctx context.Context, sl *slot, id string, err error) {
	sl.busy = false
	if err == nil {
		inv.started(ctx, sl, id)
		return
	}
	switch insights.Classify(err) {
	case insights.Full:
		inv.failed("start", err)
		inv.exceeded(sl, err)
	case insights.Retryable:
		inv.failed("start", err)
		inv.refusal = "StartQuery was refused: " + clip(insights.Message(err))
		inv.starts.Pause(inv.now(), quotaPause)
	case insights.NoData:
		sl.conclude(fanlight.Result{Outcome: fanlight.Empty})
	case insights.Refused:
		sl.conclude(fanlight.Result{Outcome: fanlight.Failed, Error: insights.Message(err)})
	case insights.Ambiguous: // rule W4
		inv.failed("start", err)
		sl.seen = time.Time{}
		sl.pause.after(inv.now(), unclearPause, unclearMost)
	}
}

// started notes a running query, which is yet to be put on record.
func (inv *invocation) started(ctx context.Context, sl *slot, id string) {
	sl.start = fanlight.Start{Try: max(1, sl.replace.Try+1), ID: id}
	sl.phase, sl.off, sl.pause = starting, true, backoff{}
	sl.begun, sl.alive, sl.listed, sl.unlisted = inv.now(), inv.now(), false, false
	sl.record = inv.now().Add(recordDelay)
	if sl.replace.ID != "" {
		sl.record = inv.now()
	}
	delete(inv.quotas, groupsOf(sl.query))
	inv.refusal = ""
	inv.logSlot(ctx, sl, "query started")
}

// conclude settles the query without rows. Pages that were read belong to another
// attempt: they may be stored.
func (sl *slot) conclude(r fanlight.Result) {
	sl.readAgain()
	sl.result, sl.phase = r, settling
}

// endTry notes that the slot's running query has ended: why it gave no answer, if it did
// not, and the work that it was.
func (inv *invocation) endTry(sl *slot, why string, work fanlight.Statistics) {
	sl.tries = append(sl.tries, fanlight.Try{Start: sl.start, Begun: wholeMillis(sl.begun), Ended: wholeMillis(inv.now()), Error: why, Statistics: work})
}

// wholeMillis returns a time as it is stored.
func wholeMillis(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// again makes a slot start its query again after it failed or was lost. After the
// last try it settles the query as failed (rule W5).
func (inv *invocation) again(sl *slot, why string, work fanlight.Statistics) {
	inv.endTry(sl, why, work)
	if sl.start.Try >= maxTries {
		sl.conclude(fanlight.Result{
			Outcome: fanlight.Failed, QueryID: sl.start.ID,
			Error: fmt.Sprintf("%s, %d times", why, sl.start.Try),
		})
		return
	}
	sl.replace, sl.phase = sl.start, waiting
	sl.seen = time.Time{}
	sl.readAgain()
}
