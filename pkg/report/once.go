package report

import "time"

// once is a parsed at(…): a single run at a wall time, kept as if it were UTC.
type once struct{ wall time.Time }

const onceLayout = "2006-01-02T15:04:05"

func parseOnce(whole token) (timetable, error) {
	inner, _ := whole.unwrap("at")
	inner = inner.trim()
	wall, err := time.Parse(onceLayout, inner.text)
	if err != nil || wall.Format(onceLayout) != inner.text {
		return nil, inner.errorf("yyyy-mm-ddThh:mm:ss, as in 2026-01-02T12:30:00", "%q is no date and time", inner.text)
	}
	if wall.Year() < firstYear || wall.Year() > lastYear {
		return nil, inner.errorf("", "the year must be from %d to %d", firstYear, lastYear)
	}
	return once{wall}, nil
}

func (o once) expression() string { return "at(" + o.wall.Format(onceLayout) + ")" }

func (o once) next(after time.Time, zone *time.Location) (time.Time, bool) {
	if t, ok := firstInstant(o.wall, zone); ok && t.After(after) {
		return t, true
	}
	return time.Time{}, false
}

func (o once) last(atOrBefore time.Time, zone *time.Location) (time.Time, bool) {
	if t, ok := firstInstant(o.wall, zone); ok && !t.After(atOrBefore) {
		return t, true
	}
	return time.Time{}, false
}
