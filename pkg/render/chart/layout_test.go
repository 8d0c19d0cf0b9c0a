package chart

import (
	"math"
	"testing"
)

func TestLayout_holdsForAll(t *testing.T) {
	t.Parallel()
	for name, c := range gallery(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := c.scene()
			page, _ := s.pageFrame()
			p := s.picture()
			for _, l := range []*layout{s.place(page, nil), p.layout} {
				checkLayout(t, s, l)
			}
		})
	}
}

// checkLayout looks for labels that leave the frame, overlap or touch a line, and for
// axes with too many labels or with odd ones.
func checkLayout(t *testing.T, s *scene, l *layout) {
	t.Helper()
	x, y := 0, 0
	for i, a := range l.labels {
		if a.width < l.measure(a.text, a.kind == labelPeak)-1e-9 {
			t.Errorf("%q is wider than its place", a.text)
		}
		if !l.free(a, l.labels[:i]) {
			t.Errorf("%q leaves the frame or overlaps a label", a.text)
		}
		if (a.kind == labelPeak || a.kind == labelBad || a.kind == labelWarn) && l.crossed(a) {
			t.Errorf("a line runs through %q", a.text)
		}
		if a.kind == labelAxis && a.y > l.height {
			x++
		} else if a.kind == labelAxis && a.anchor == 1 {
			y++
		}
	}
	if y > mostY || x > mostX || y != len(s.ticks) {
		t.Errorf("%d labels on y for %d ticks, %d on x, want at most 5 and 7, and each tick of y", y, len(s.ticks), x)
	}
	step := s.ticks[1] - s.ticks[0]
	if lead := step / math.Pow(10, math.Floor(math.Log10(step)+1e-9)); math.Abs(lead-1) > 1e-6 && math.Abs(lead-2) > 1e-6 && math.Abs(lead-2.5) > 1e-6 && math.Abs(lead-5) > 1e-6 {
		t.Errorf("the step of y is %v", step)
	}
	major, _, distance := clock(s.start, s.end)
	for _, tick := range major {
		if tick.Second() != 0 || tick.Nanosecond() != 0 || distance.minutes > 0 && (tick.Hour()*60+tick.Minute())%distance.minutes != 0 {
			t.Errorf("a tick of x is %v", tick)
		}
	}
}

func TestLayout_hidesLabelsOnTheNarrowestPage(t *testing.T) {
	t.Parallel()
	s := gallery(t)["latency"].scene()
	page, _ := s.pageFrame()
	hidden := 0
	for _, l := range s.place(page, nil).labels {
		if l.hidden {
			hidden++
		}
	}
	if hidden != 2 {
		t.Errorf("%d labels of the day are hidden below 368 px, want 06:00 and 18:00", hidden)
	}
}
