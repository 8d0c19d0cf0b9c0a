package report

import (
	"fmt"
	"strconv"
	"time"
)

// Compare names the edition that a value is compared with: previous, same_weekday,
// or a number of windows back. Empty: none.
type Compare string

// The words of Compare.
const (
	ComparePrevious Compare = "previous"     // one window back
	CompareWeekday  Compare = "same_weekday" // seven days back in the report's time zone
)

// MostWindowsBack is the largest number of windows that Compare goes back: what is
// compared with is kept for 400 days.
const MostWindowsBack = 400

// Back returns the number of windows that the comparison goes back; 0 for
// same_weekday and for none.
func (c Compare) Back() int {
	if c == ComparePrevious {
		return 1
	}
	n, err := strconv.Atoi(string(c))
	if err != nil {
		return 0
	}
	return n
}

func (c Compare) check() error {
	if n := c.Back(); c == "" || c == CompareWeekday || c == ComparePrevious || n >= 1 && n <= MostWindowsBack {
		return nil
	}
	return fmt.Errorf("invalid compare %q: want previous, same_weekday or a number of windows from 1 to %d", c, MostWindowsBack)
}

// Before returns the window that a window of the report is compared with. Whole days
// and calendar periods are counted in the report's time zone, so that a day before a
// day of 23 hours begins at midnight, too; other lengths are exact.
func (r *Report) Before(c Compare, start, end time.Time) (time.Time, time.Time) {
	zone := r.Location()
	shift := func(t time.Time, years, months, days int) time.Time {
		return t.In(zone).AddDate(-years, -months, -days).UTC()
	}
	n := c.Back()
	length := time.Duration(r.Window.Length)
	switch {
	case c == CompareWeekday:
		return shift(start, 0, 0, 7), shift(end, 0, 0, 7)
	case r.Window.Calendar == Month:
		return shift(start, 0, n, 0), shift(end, 0, n, 0)
	case r.Window.Calendar == Week:
		return shift(start, 0, 0, 7*n), shift(end, 0, 0, 7*n)
	case r.Window.Calendar == Day:
		return shift(start, 0, 0, n), shift(end, 0, 0, n)
	case length%(24*time.Hour) == 0:
		days := n * int(length/(24*time.Hour))
		return shift(start, 0, 0, days), shift(end, 0, 0, days)
	}
	return start.Add(-time.Duration(n) * length), end.Add(-time.Duration(n) * length)
}

// Comparison returns what a section is compared with: its own setting, else its
// query's, else the report's.
func (r *Report) Comparison(s Section) Compare {
	if s.Compare != "" {
		return s.Compare
	}
	for _, q := range r.Queries {
		if q.ID == s.Query && q.Compare != "" {
			return q.Compare
		}
	}
	return r.Compare
}
