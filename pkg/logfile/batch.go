package logfile

import (
	"context"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// batch is lines that are events by themselves, as a query has worked them through, with what
// the report of the file says of them.
type batch struct {
	cwli.Batch
	noZone, noYear, inherited int64
	clock                     int64 // the last time
	tally                     tally
}

func (b *batch) reset() {
	b.Batch.Reset()
	b.noZone, b.noYear, b.inherited, b.clock = 0, 0, 0, 0
	b.tally = tally{}
}

// takes reports whether a line may be part of the batch: its time, or that of a line of it, is
// the event's.
func (b *batch) takes(i *item) bool {
	return i.at.OK() || i.at.Kind == stamp.None && i.layout == nil && b.tally.last != nil
}

// add counts a line.
func (b *batch) add(i *item) {
	switch i.at.Kind {
	case stamp.Read:
	case stamp.Local:
		b.noZone++
	default:
		b.inherited++
		b.tally.add(b.tally.last)
		return
	}
	if b.clock = i.at.MS; i.layout.yearless {
		b.noYear++
	}
	b.tally.add(i.layout)
}

// sendBatch passes a batch on, and counts its events as send does. Its time goes on.
func (s *sink) sendBatch(ctx context.Context, b *batch) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	s.count += int(b.Events)
	s.clock, s.invented = b.clock, false
	s.report.NoZone += b.noZone
	s.report.NoYear += b.noYear
	s.report.Inherited += b.inherited
	s.tally.merge(&b.tally)
	s.event = cwli.Event{Batch: &b.Batch}
	err := s.yield(&s.event)
	s.event.Batch = nil
	if err != nil {
		return &yieldError{err}
	}
	return nil
}
