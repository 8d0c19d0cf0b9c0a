package chart

import (
	"math"
	"testing"
)

func TestScene_placesBinsAtTheirMiddle(t *testing.T) {
	t.Parallel()
	s := gallery(t)["12-months"].scene()
	first := s.runs(s.lines[0])[0][0]
	if want := 15.5 / 365; math.Abs(first.x-want) > 1e-9 {
		t.Errorf("the first of 12 months is at %v, want %v", first.x, want)
	}
	if top := s.y(s.ticks[len(s.ticks)-1]); top != 0 || s.y(0) != 1 {
		t.Errorf("the axis goes from %v to %v, want 1 to 0", s.y(0), top)
	}
}

func TestScene_gapsPeaksAndMarks(t *testing.T) {
	t.Parallel()
	all := gallery(t)
	s := all["gaps"].scene()
	if len(s.gaps) != 4 || s.gaps[0].first != 0 || s.gaps[0].last != 1 || s.gaps[3].to != 1 {
		t.Errorf("gaps %+v, want four, the first of two bins, the last at the end", s.gaps)
	}
	for name, want := range map[string]string{"errors": "7,755 at 15:00", "latency": "1,870 at 15:00", "equal": "", "week": "", "zero": "", "one-point": ""} {
		got := ""
		if s := all[name].scene(); s.peak != nil {
			got = s.peak.text
		}
		if got != want {
			t.Errorf("%s: peak %q, want %q", name, got, want)
		}
	}
	if s := all["far-marks"].scene(); len(s.marks) != 0 || len(s.unseen) != 2 || s.ticks[len(s.ticks)-1] != 60 {
		t.Errorf("marks far away: %+v, axis %v, want none drawn, and an axis of the values", s.marks, s.ticks)
	}
}
