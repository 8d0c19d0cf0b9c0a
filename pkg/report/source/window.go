package source

import "github.com/fanlight/fanlight/pkg/report"

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
	}
}

// refuseDelay refuses a delay that would do nothing: a calendar window ends where
// its period ends.
func (b *builder) refuseDelay() {
	if v, there := b.root.get("delay"); there {
		v.problem(v.at(), "", "delay with a calendar window: want none, and a later schedule instead")
	}
}
