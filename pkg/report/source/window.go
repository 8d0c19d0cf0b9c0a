package source

import (
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

const (
	wantWindow = "a length of time such as 24h, or day, week or month"
	maxWindow  = report.Duration(366 * report.Day24)
)

// readWindow reads window and delay.
func (b *builder) readWindow() {
	b.report.Delay = b.root.duration("delay", 0, maxDelay, defaultDelay)
	v, there := b.root.need("window", wantWindow)
	if !there {
		return
	}
	s, ok := v.scalar(wantWindow, "!!str")
	if !ok {
		return
	}
	switch c := report.Calendar(s.text); c {
	case report.Day, report.Week, report.Month:
		b.report.Window.Calendar, b.report.Delay = c, 0
		b.refuseDelay()
	default:
		b.report.Window.Length = s.duration(wantWindow, minute, maxWindow, 0)
		b.noteRescans(s)
	}
}

// maxScans is how often an event may be scanned without a note: by a window of a day that is
// due every hour.
const maxScans = 24

// noteRescans notes a window that is much longer than the time between two runs: each run
// pays for all of it.
func (b *builder) noteRescans(window scalar) {
	if b.report.Schedule == nil {
		return
	}
	first, _ := b.report.Schedule.Next(time.Time{})
	second, runs := b.report.Schedule.Next(first)
	if every := second.Sub(first); runs && time.Duration(b.report.Window.Length) > maxScans*every {
		window.note(window.at(), "a shorter window, or a schedule that runs less often, scans less",
			"the schedule scans each event %d times: a run every %s reads %s", time.Duration(b.report.Window.Length)/every, report.Duration(every), window.text)
	}
}

// refuseDelay refuses a delay that would do nothing: a calendar window ends where
// its period ends.
func (b *builder) refuseDelay() {
	if v, there := b.root.get("delay"); there {
		v.problem(v.at(), "", "delay with a calendar window: want none, and a later schedule instead")
	}
}
