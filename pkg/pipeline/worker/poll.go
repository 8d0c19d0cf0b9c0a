package worker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// When a query is read although no poll says that it has ended: polls may be
// refused, hang, or list nothing.
const (
	ownPace     = 2 * time.Second  // after it was last found to run, at the earliest
	slowestPace = 30 * time.Second // the longest of such pauses
)

// fewRunning is how many queries of the stack are few.
const fewRunning = 26

// waitingPolls is how many poll intervals pass between two polls while nothing
// runs and queries wait for a free place.
const waitingPolls = 5

// pollDue reports whether a poll has a purpose: own queries run, or waiting ones
// need a free place in the account.
func (inv *invocation) pollDue() bool {
	if inv.looking {
		return false
	}
	wait := false
	for _, sl := range inv.slots {
		if sl.phase == starting || sl.phase == running {
			return true
		}
		wait = wait || sl.phase == waiting
	}
	return wait && (!inv.counted() || !inv.mayStart())
}

// poll asks again which queries run, when that is due.
func (inv *invocation) poll() {
	if inv.pollDue() && !inv.now().Before(inv.nextPoll) {
		inv.ask()
	}
}

// ask asks once which queries the account runs. One poll is under way at a time.
func (inv *invocation) ask() {
	inv.looking, inv.lookBegun = true, inv.now()
	var asked []*slot
	for _, sl := range inv.slots {
		if sl.phase == starting || sl.phase == running {
			asked = append(asked, sl)
		}
	}
	inv.nextPoll = inv.now().Add(inv.pollInterval())
	if len(asked) == 0 && inv.counted() { // it only waits for a place
		inv.nextPoll = inv.now().Add(waitingPolls * inv.settings.PollInterval)
	}
	inv.overlap(false, func(ctx context.Context) fanlight.Reply {
		list, err := inv.insights.Running(ctx)
		return func(context.Context) { inv.polled(asked, list, err) }
	})
}

// pollInterval is shorter while few queries run: then each of them that ends counts,
// and calls are not scarce.
func (inv *invocation) pollInterval() time.Duration {
	if inv.active()+inv.census.others <= fewRunning {
		return inv.settings.PollInterval * 5 / 8
	}
	return inv.settings.PollInterval
}

// polled goes by a poll's answer: an own query that was asked for and is missing
// has ended, or is still scheduled. Reading it decides.
func (inv *invocation) polled(asked []*slot, list []insights.Running, err error) {
	inv.looking = false
	inv.look.next(err != nil, inv.now(), inv.settings.PollInterval)
	inv.nextPoll = later(inv.nextPoll, inv.look.at)
	if inv.failed("look", err) {
		return
	}
	inv.count(list)
	scanned := map[string]float64{}
	for _, r := range list {
		scanned[r.ID] = r.Scanned
	}
	for _, sl := range asked {
		if sl.phase != starting && sl.phase != running {
			continue
		}
		if bytes, runs := scanned[sl.start.ID]; runs {
			inv.listed(sl, bytes)
		} else if !sl.unlisted {
			sl.end(inv.now())
		}
	}
}

// end makes a query that seems to have ended be read, after it is on record.
func (sl *slot) end(now time.Time) {
	if sl.phase == running {
		sl.phase = ended
	}
	sl.record = now
}

// listed notes that a query runs.
func (inv *invocation) listed(sl *slot, scanned float64) {
	sl.alive, sl.listed, sl.unlisted = inv.now(), true, false
	if most := sl.query.MaxScan; most > 0 && scanned > float64(most) && sl.phase == running {
		inv.stopScan(sl, scanned)
	}
}

// stopScan settles a query that scans more than its report allows, and stops it
// after that (rule G4).
func (inv *invocation) stopScan(sl *slot, scanned float64) {
	sl.stops = append(sl.stops, sl.start.ID)
	work, why := fanlight.Statistics{BytesScanned: scanned}, fmt.Sprintf("stopped: it had scanned %.0f bytes, max_scan is %d", scanned, sl.query.MaxScan)
	inv.endTry(sl, why, work)
	sl.conclude(fanlight.Result{Outcome: fanlight.Failed, QueryID: sl.start.ID, Statistics: work, Error: why})
}

// ownRead returns when a running query is read without a poll's word: a tenth of
// its age after it was last found to run, so that it is noticed late by a tenth.
func (inv *invocation) ownRead(sl *slot) time.Time {
	pace := min(max(ownPace, sl.alive.Sub(sl.begun)/10), slowestPace)
	return sl.alive.Add(max(pace, 3*inv.settings.PollInterval))
}

// readEnded reads one page of each query that has ended, or may have, at the
// account's pace.
func (inv *invocation) readEnded() {
	now := inv.now()
	for _, sl := range inv.inPhase(running) {
		if !now.Before(inv.ownRead(sl)) {
			sl.phase, sl.listed = ended, false
		}
	}
	for _, sl := range inv.inPhase(ended) {
		if sl.busy {
			continue
		}
		if !inv.reads.Allow(inv.now()) {
			return
		}
		inv.read(sl)
	}
}

func (inv *invocation) read(sl *slot) {
	sl.busy = true
	id, next, rows := sl.start.ID, sl.next, sl.pageRows
	inv.overlap(false, func(ctx context.Context) fanlight.Reply {
		page, err := inv.insights.Read(ctx, id, next, rows)
		return func(ctx context.Context) { inv.readAnswered(ctx, sl, page, err) }
	})
}

func (inv *invocation) readAnswered(ctx context.Context, sl *slot, page insights.Page, err error) {
	sl.busy = false
	large, tooLarge := errors.AsType[*insights.TooLargeError](err)
	switch {
	case err == nil:
		inv.take(ctx, sl, page)
	case tooLarge:
		sl.pageRows = large.Fewer(sl.pageRows)
	case errors.Is(err, insights.ErrLost):
		inv.again(sl, "Logs Insights lost the query", fanlight.Statistics{})
	case errors.Is(err, insights.ErrPage):
		inv.failed("read", err)
		sl.readAgain()
	default:
		inv.unread(sl, err)
	}
}

// unread goes by the kind of a failed read's error. An ambiguous one is tried
// again.
func (inv *invocation) unread(sl *slot, err error) {
	inv.failed("read", err)
	switch insights.Classify(err) {
	case insights.Retryable, insights.Full:
		inv.reads.Pause(inv.now(), quotaPause)
	case insights.Refused, insights.NoData:
		sl.stops = append(sl.stops, sl.start.ID) // it may be scheduled yet
		inv.endTry(sl, insights.Message(err), fanlight.Statistics{})
		sl.conclude(fanlight.Result{Outcome: fanlight.Failed, QueryID: sl.start.ID, Error: insights.Message(err)})
	}
}

// take goes by a page's status: only Complete gives rows (rule W5).
func (inv *invocation) take(ctx context.Context, sl *slot, page insights.Page) {
	switch page.Status {
	case insights.Complete:
		if words := unmatched(sl.query, page); words != "" {
			sl.conclude(fanlight.Result{Outcome: fanlight.Failed, QueryID: sl.start.ID, Statistics: page.Statistics, Error: words})
			return
		}
		inv.collect(ctx, sl, page)
		sl.result.Took = inv.now().Sub(sl.begun)
		if sl.phase == settling {
			inv.endTry(sl, "", page.Statistics)
		}
	case insights.Failed:
		inv.again(sl, "Logs Insights ended the query as Failed", page.Statistics)
	case insights.Timeout:
		const why = "Logs Insights ended the query as Timeout: it ran for an hour"
		inv.endTry(sl, why, page.Statistics)
		sl.conclude(fanlight.Result{Outcome: fanlight.Failed, QueryID: sl.start.ID, Statistics: page.Statistics, Error: why})
	case insights.Cancelled:
		inv.wasStopped(ctx, sl)
	default:
		sl.phase, sl.alive, sl.listed, sl.unlisted = running, inv.now(), false, true
	}
}

// unmatched returns the error of a query whose SOURCE selected no log group, which would
// else find nothing and not say why; as one that is named by its name and is not there does.
// filterIndex leaves out log groups too.
func unmatched(q fanlight.Query, page insights.Page) string {
	selection := ""
	if page.Ungrouped && !strings.Contains(strings.ToLower(q.Text), "filterindex") {
		selection = fanlight.Selected(q.Text)
	}
	if selection == "" {
		return ""
	}
	return "no log group matches " + clip(selection)
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

// readAgain begins to read a result again, as another attempt: pieces of the first one may
// be stored.
func (sl *slot) readAgain() {
	sl.result, sl.next, sl.attempt, sl.rows = fanlight.Result{}, "", "", nil
}

// wasStopped finds out whether a query was stopped because it is settled
// (deadline, cancel). If it is not, something else stopped it, and it is lost.
func (inv *invocation) wasStopped(ctx context.Context, sl *slot) {
	if inv.consult(ctx, sl, sl.start) {
		inv.again(sl, "someone stopped the query", fanlight.Statistics{})
	}
}
