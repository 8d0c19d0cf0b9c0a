package worker

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// pollDue reports whether a poll has a purpose: own queries run, or waiting ones
// need a free place in the account.
func (inv *invocation) pollDue() bool {
	return len(inv.inPhase(running)) > 0 || inv.full() && len(inv.inPhase(waiting)) > 0
}

// poll asks once which queries the account runs. An own query that is missing has
// ended, or is still scheduled: reading it decides.
func (inv *invocation) poll(ctx context.Context) {
	if !inv.pollDue() || inv.now().Before(inv.nextPoll) {
		return
	}
	inv.nextPoll = inv.now().Add(inv.settings.PollInterval)
	alive, err := inv.insights.Running(ctx)
	if inv.failed("look", err) {
		return
	}
	inv.inUse, inv.polled = len(alive), true
	for _, sl := range inv.inPhase(running) {
		scanned, runs := alive[sl.start.ID]
		if !runs {
			sl.phase = ended
		} else if most := sl.query.MaxScan; most > 0 && scanned > float64(most) {
			inv.stopScan(sl, scanned)
		}
	}
}

// stopScan settles a query that scans more than its report allows, and stops it
// after that (rule G4).
func (inv *invocation) stopScan(sl *slot, scanned float64) {
	sl.stops = append(sl.stops, sl.start.ID)
	sl.conclude(fanlight.Result{
		Outcome: fanlight.Failed, QueryID: sl.start.ID, Statistics: fanlight.Statistics{BytesScanned: scanned},
		Error: fmt.Sprintf("stopped: it had scanned %.0f bytes, max_scan is %d", scanned, sl.query.MaxScan),
	})
}

// readEnded reads one page of each ended query, at the account's pace.
func (inv *invocation) readEnded(ctx context.Context) {
	for _, sl := range inv.inPhase(ended) {
		if inv.interrupted() || !inv.reads.Allow(inv.now()) {
			return
		}
		page, err := inv.insights.Read(ctx, sl.start.ID, sl.next, sl.pageRows)
		large, tooLarge := errors.AsType[*insights.TooLargeError](err)
		switch {
		case err == nil:
			inv.take(ctx, sl, page)
		case tooLarge:
			sl.pageRows = large.Fewer(sl.pageRows)
		case errors.Is(err, insights.ErrLost):
			inv.again(sl, "Logs Insights lost the query")
		case errors.Is(err, insights.ErrPage):
			inv.failed("read", err)
			sl.readAgain()
		default:
			inv.unread(sl, err)
		}
	}
}

// unread goes by the kind of a failed read's error. An ambiguous one is tried
// again.
func (inv *invocation) unread(sl *slot, err error) {
	inv.failed("read", err)
	switch insights.Classify(err) {
	case insights.Retryable:
		inv.reads.Pause(inv.now(), quotaPause)
	case insights.Refused, insights.NoData:
		sl.stops = append(sl.stops, sl.start.ID) // it may be scheduled yet
		sl.conclude(fanlight.Result{Outcome: fanlight.Failed, QueryID: sl.start.ID, Error: insights.Message(err)})
	}
}

// take goes by a page's status: only Complete gives rows (rule W5).
func (inv *invocation) take(ctx context.Context, sl *slot, page insights.Page) {
	switch page.Status {
	case insights.Complete:
		inv.collect(ctx, sl, page)
		sl.result.Took = inv.now().Sub(sl.since)
	case insights.Failed:
		inv.again(sl, "Logs Insights ended the query as Failed")
	case insights.Timeout:
		sl.conclude(fanlight.Result{
			Outcome: fanlight.Failed, QueryID: sl.start.ID, Statistics: page.Statistics,
			Error: "Logs Insights ended the query as Timeout: it ran for an hour",
		})
	case insights.Cancelled:
		inv.wasStopped(ctx, sl)
	default:
		sl.phase = running
	}
}

// collect keeps the rows of a page, up to the query's max_bytes. What fills a chunk
// is stored at once, so that a slot holds little of a large result.
func (inv *invocation) collect(ctx context.Context, sl *slot, page insights.Page) {
	if sl.attempt == "" {
		sl.attempt, sl.rows = fanlight.NewToken(inv.random), &ledger.Rows{}
	}
	all, err := sl.rows.Add(page.Rows, cmp.Or(sl.query.MaxBytes, report.DefaultMaxBytes))
	if inv.failed("keep rows", err) {
		return
	}
	// What could not be stored now is stored with the result.
	inv.failed("put rows", inv.ledger.PutRows(ctx, sl.run, sl.query.Index, sl.attempt, sl.rows))
	sl.result.Statistics = page.Statistics
	if sl.next = page.Next; sl.next != "" && all {
		return
	}
	sl.result.Outcome, sl.result.QueryID = fanlight.OK, sl.start.ID
	if kept := sl.rows.Kept(); kept.Rows == 0 && !kept.Cut {
		sl.result.Outcome = fanlight.Empty
	}
	sl.phase = settling
}

// readAgain begins the reading of a result anew, as another attempt: pieces of the
// first one may be stored.
func (sl *slot) readAgain() {
	sl.result, sl.next, sl.attempt, sl.rows = fanlight.Result{}, "", "", nil
}

// wasStopped finds out whether a query was stopped because it is settled
// (deadline, cancel). If it is not, something else stopped it, and it is lost.
func (inv *invocation) wasStopped(ctx context.Context, sl *slot) {
	p, err := inv.ledger.Progress(ctx, sl.run, sl.shard())
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		sl.phase = settled
	case inv.failed("read progress", err): // it stays ended, and is read again
	case p.Winners[sl.query.Index] != "":
		sl.follow(p)
	case p.Starts[sl.query.Index] != sl.start:
		sl.start, sl.phase = p.Starts[sl.query.Index], running
	default:
		inv.again(sl, "someone stopped the query")
	}
}
