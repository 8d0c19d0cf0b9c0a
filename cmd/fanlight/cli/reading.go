package cli

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/render"
)

// The progress of reading log files is shown from a time on, again and again; the clock
// is read once for so many events.
const (
	firstShown  = 500 * time.Millisecond
	shownEvery  = 200 * time.Millisecond
	eventsAtime = 256
)

// reading counts the events that a query reads, and shows how far it is.
type reading struct {
	s     *System
	line  *progressLine
	began time.Time
	shown time.Time // when the line was drawn last
	total int64     // bytes of the files; 0: not known
	bytes int64     // of the messages so far, with their line ends
	seen  timeRange
}

func newReading(s *System, total int64) *reading {
	now := s.Now()
	return &reading{s: s, line: newProgressLine(s), began: now, shown: now.Add(firstShown - shownEvery), total: total}
}

func (r *reading) add(e *cwli.Event) {
	if b := e.Batch; b != nil {
		r.seen.addAll(int(b.Events), b.First, b.Last)
		r.bytes += b.Bytes + b.Events
	} else {
		r.seen.add(e.Timestamp)
		r.bytes += int64(len(e.Message)) + 1
	}
	if (e.Batch != nil || r.seen.events%eventsAtime == 0) && r.line.visible() {
		r.show(r.s.Now())
	}
}

func (r *reading) show(now time.Time) {
	if now.Sub(r.shown) >= shownEvery {
		r.shown = now
		r.line.show(r.format(now.Sub(r.began)))
	}
}

// format returns "1.2 of 3.4 GB read, 310 MB/s · 6,204,118 events · 12s".
func (r *reading) format(took time.Duration) string {
	rate := float64(r.bytes) / max(took, time.Millisecond).Seconds()
	return fmt.Sprintf("%s read, %s/s · %s · %s", r.position(), render.Bytes(rate), count(r.seen.events, "event", "events"), formatLength(took))
}

// position returns how much of the files was read. The bytes that a layout has next to
// its messages are not counted.
func (r *reading) position() string {
	if r.total == 0 {
		return render.Bytes(float64(r.bytes))
	}
	return formatPart(float64(min(r.bytes, r.total)), " of ", float64(r.total))
}
