package cli

import (
	"time"
)

// checkSpan refuses times that cannot be read, before the report and its zone are known.
func checkSpan(from, to string, now time.Time) error {
	if from == "" {
		return usageErrorf("--from is missing: name the first day, as in --from 2026-01-01")
	}
	if _, _, err := momentOrDay("from", from, time.UTC, now); err != nil {
		return err
	}
	_, _, err := momentOrDay("to", to, time.UTC, now)
	return err
}

// backfillRange returns the first and the last time that an edition may be for. A day is
// its whole day in a report's zone, of which the present one ends now.
func backfillRange(from, to string, zone *time.Location, now time.Time) (first, last time.Time, err error) {
	if first, _, err = momentOrDay("from", from, zone, now); err != nil {
		return first, last, err
	}
	if _, last, err = momentOrDay("to", to, zone, now); err == nil && last.Before(first) {
		err = invalid("--from", from, "a time that is not after --to")
	}
	return first, last, err
}

// momentOrDay returns the first and the last second of a day in a zone, or a time twice.
func momentOrDay(flag, s string, zone *time.Location, now time.Time) (first, last time.Time, err error) {
	year, month, date := now.In(zone).Date()
	day, ok := parseDay(s, time.Date(year, month, date, 0, 0, 0, 0, time.UTC))
	if !ok {
		first, err = parseTime(flag, s, now)
		return first, first, err
	}
	year, month, date = day.Date()
	first = time.Date(year, month, date, 0, 0, 0, 0, zone).UTC()
	last = time.Date(year, month, date+1, 0, 0, 0, 0, zone).Add(-time.Second).UTC()
	if last.After(now) && !first.After(now) {
		last = now.UTC()
	}
	return first, last, nil
}
