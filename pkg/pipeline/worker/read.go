package worker

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// looks reports whether there is something to look for: what became of one's own
// queries, or whether others may be started.
func (s *shift) looks() bool {
	return len(s.inPhase(running)) > 0 || s.full() && len(s.inPhase(waiting)) > 0
}

// lookAfter asks once for all running queries: one's own that is missing has
// ended, or is still scheduled, and the read decides.
func (s *shift) lookAfter(ctx context.Context) {
	if !s.looks() || s.now().Before(s.look) {
		return
	}
	s.look = s.now().Add(s.settings.Look)
	alive, err := s.insights.Running(ctx)
	if s.failed("look", err) {
		return
	}
	s.inUse, s.looked = len(alive), true
	for _, sl := range s.inPhase(running) {
		scanned, runs := alive[sl.start.ID]
		if !runs {
			sl.phase = ended
		} else if most := sl.query.MaxScan; most > 0 && scanned > float64(most) {
			s.stopScan(sl, scanned)
		}
	}
}

// stopScan settles a query that scans more than its report allows, and stops it
// after that (rule G4).
func (s *shift) stopScan(sl *slot, scanned float64) {
	sl.stops = append(sl.stops, sl.start.ID)
	sl.conclude(fanlight.Result{
		Outcome: fanlight.Failed, QueryID: sl.start.ID, Statistics: fanlight.Statistics{BytesScanned: scanned},
		Error: fmt.Sprintf("stopped: it had scanned %.0f bytes, max_scan is %d", scanned, sl.query.MaxScan),
	})
}

// readEnded reads one page of each ended query, at the account's pace.
func (s *shift) readEnded(ctx context.Context) {
	for _, sl := range s.inPhase(ended) {
		if s.interrupted() || !s.reads.Take(s.now()) {
			return
		}
		page, err := s.insights.Read(ctx, sl.start.ID, sl.next)
		switch {
		case err == nil:
			s.take(ctx, sl, page)
		case errors.Is(err, insights.ErrLost):
			s.again(sl, "Logs Insights lost the query")
		case errors.Is(err, insights.ErrPage):
			s.failed("read", err)
			sl.result, sl.next = fanlight.Result{}, ""
		default:
			s.unread(sl, err)
		}
	}
}

// unread goes by the meaning of a failed read. What is unclear is tried again.
func (s *shift) unread(sl *slot, err error) {
	s.failed("read", err)
	switch insights.Classify(err) {
	case insights.NotNow:
		s.reads.Slow(s.now(), quotaPause)
	case insights.Refused, insights.NoData:
		sl.stops = append(sl.stops, sl.start.ID) // it may be scheduled yet
		sl.conclude(fanlight.Result{Outcome: fanlight.Failed, QueryID: sl.start.ID, Error: insights.Words(err)})
	}
}

// take goes by a page's status: Complete alone gives rows (rule W5).
func (s *shift) take(ctx context.Context, sl *slot, page insights.Page) {
	switch page.Status {
	case types.QueryStatusComplete:
		sl.collect(page)
	case types.QueryStatusFailed:
		s.again(sl, "Logs Insights ended the query as Failed")
	case types.QueryStatusTimeout:
		sl.conclude(fanlight.Result{
			Outcome: fanlight.Failed, QueryID: sl.start.ID, Statistics: page.Statistics,
			Error: "Logs Insights ended the query as Timeout: it ran for an hour",
		})
	case types.QueryStatusCancelled:
		s.wasStopped(ctx, sl)
	default:
		sl.phase = running
	}
}

func (sl *slot) collect(page insights.Page) {
	sl.result.Rows = append(sl.result.Rows, page.Rows...)
	sl.result.Statistics = page.Statistics
	if sl.next = page.Next; sl.next != "" {
		return
	}
	sl.result.Outcome, sl.result.QueryID = fanlight.OK, sl.start.ID
	if len(sl.result.Rows) == 0 {
		sl.result.Outcome = fanlight.Empty
	}
	sl.phase = settling
}

// wasStopped finds out whether a query was stopped because it is settled
// (deadline, cancel), or by a stranger: then it is lost.
func (s *shift) wasStopped(ctx context.Context, sl *slot) {
	p, err := s.ledger.Progress(ctx, sl.run, sl.shard())
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		sl.phase = settled
	case s.failed("read progress", err): // it stays ended, and is read again
	case p.Winners[sl.query.Index] != "":
		sl.follow(p)
	case p.Starts[sl.query.Index] != sl.start:
		sl.start, sl.phase = p.Starts[sl.query.Index], running
	default:
		s.again(sl, "someone stopped the query")
	}
}
