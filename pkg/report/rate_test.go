package report

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestParseSchedule_rate(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"rate(1 minute)":       "cron(* * * * ? *)",
		"rate(5 minutes)":      "cron(0/5 * * * ? *)",
		"rate(15 minutes)":     "cron(0/15 * * * ? *)",
		"rate(30 minutes)":     "cron(0/30 * * * ? *)",
		"rate(60 minutes)":     "cron(0 * * * ? *)",
		"rate(1 hour)":         "cron(0 * * * ? *)",
		"rate(1 hours)":        "cron(0 * * * ? *)",
		"rate(120 minutes)":    "cron(0 0/2 * * ? *)",
		" rate( 6  hours ) ":   "cron(0 0/6 * * ? *)",
		"rate(12 hours)":       "cron(0 0/12 * * ? *)",
		"rate(24 hours)":       "cron(0 0 * * ? *)",
		"rate(1 day)":          "cron(0 0 * * ? *)",
		"rate(1440 minutes)":   "cron(0 0 * * ? *)",
		"rate(\t1   \tday\t )": "cron(0 0 * * ? *)",
	} {
		if got := mustParse(t, given, "Europe/Berlin").Expression; got != want {
			t.Errorf("%q became %q, want %q", given, got, want)
		}
	}
}

func TestParseSchedule_refuses_rates(t *testing.T) {
	t.Parallel()
	const form = "want a number and its unit, such as 15 minutes, 6 hours or 1 day"
	const nearest = "want one that divides an hour or a day, or the nearest cron: "
	for given, want := range map[string]string{
		"rate(7 minutes)":     `5-14: invalid rate "7 minutes": ` + nearest + "0/6 * * * ? * (every 6 minutes) or 0/10 * * * ? * (every 10 minutes)",
		"rate( 45 minutes )":  `6-16: invalid rate "45 minutes": ` + nearest + "0/30 * * * ? * (every 30 minutes) or 0 * * * ? * (every hour)",
		"rate(90 minutes)":    `5-15: invalid rate "90 minutes": ` + nearest + "0 * * * ? * (every hour) or 0 0/2 * * ? * (every 2 hours)",
		"rate(5 hours)":       `5-12: invalid rate "5 hours": ` + nearest + "0 0/4 * * ? * (every 4 hours) or 0 0/6 * * ? * (every 6 hours)",
		"rate(36 hours)":      `5-13: invalid rate "36 hours": ` + nearest + "0 0 * * ? * (every day) or 0 0 1/2 * ? * (every 2 days from the first of each month)",
		"rate(2 days)":        `5-11: invalid rate "2 days": ` + nearest + "0 0 1/2 * ? * (every 2 days from the first of each month)",
		"rate(7 days)":        `5-11: invalid rate "7 days": ` + nearest + "0 0 ? * MON * (every Monday)",
		"rate(20 days)":       `5-12: invalid rate "20 days": ` + nearest + "0 0 1/15 * ? * (every 15 days from the first of each month) or 0 0 1 * ? * (the first of each month)",
		"rate(30 days)":       `5-12: invalid rate "30 days": ` + nearest + "0 0 1 * ? * (the first of each month)",
		"rate(10000 days)":    `5-15: invalid rate "10000 days": ` + nearest + "0 0 1 * ? * (the first of each month)",
		"rate(10001 minutes)": `5-18: invalid rate "10001 minutes": ` + form,
		"rate(0 minutes)":     `5-14: invalid rate "0 minutes": ` + form,
		"rate(-5 minutes)":    `5-15: invalid rate "-5 minutes": ` + form,
		"rate(5 seconds)":     `5-14: invalid rate "5 seconds": ` + form,
		"rate(1 Hour)":        `5-11: invalid rate "1 Hour": ` + form,
		"rate(5)":             `5-6: invalid rate "5": ` + form,
		"rate(6h)":            `5-7: invalid rate "6h": ` + form,
		"rate()":              `5-5: invalid rate "": ` + form,
		"rate(every 2 hours)": `5-18: invalid rate "every 2 hours": ` + form,
	} {
		_, err := ParseSchedule(given, "UTC")
		bad := (*ExpressionError)(nil)
		if !errors.As(err, &bad) {
			t.Errorf("%s: error %v", given, err)
		} else if got := fmt.Sprintf("%d-%d: %s", bad.Offset, bad.End, bad.Message); got != want {
			t.Errorf("%s:\n got %s\nwant %s", given, got, want)
		}
	}
}

// TestRate holds that every rate is taken exactly if a cron can be equal to it, and that
// the cron is due as often, in a zone whose clocks do not change.
func TestRate(t *testing.T) {
	t.Parallel()
	start := at(t, "2026-01-02T00:00Z")
	for _, unit := range []struct {
		name   string
		length time.Duration
		most   int
	}{{"minutes", time.Minute, 2000}, {"hours", time.Hour, 60}, {"days", Day24, 60}} {
		for n := 1; n <= unit.most; n++ {
			every := time.Duration(n) * unit.length
			divides := time.Hour%every == 0 || every%time.Hour == 0 && Day24%every == 0
			s, err := ParseSchedule(fmt.Sprintf("rate(%d %s)", n, unit.name), "Asia/Kathmandu")
			if (err == nil) != divides {
				t.Errorf("%d %s: error %v, want one: %v", n, unit.name, err, !divides)
			}
			if err != nil {
				continue
			}
			first, _ := s.Next(start)
			for due := first; due.Before(start.Add(2 * Day24)); {
				next, _ := s.Next(due)
				if next.Sub(due) != every {
					t.Fatalf("%d %s: due at %v and at %v", n, unit.name, due, next)
				}
				due = next
			}
		}
	}
}

// The crons of the messages are crons, in rising order of what they stand for.
func TestNearestCrons(t *testing.T) {
	t.Parallel()
	last := time.Duration(0)
	for _, r := range slices.Concat(rates(), longRates()) {
		if _, err := ParseSchedule(r.fields, "UTC"); err != nil || r.every <= last {
			t.Errorf("%s (%s) after %v: %v", r.fields, r.says, last, err)
		}
		if got, want := nearestCrons(r.every), r.fields+" ("+r.says+")"; got != want {
			t.Errorf("nearest to %v: %s, want %s", r.every, got, want)
		}
		last = r.every
	}
}

// By the clocks of the zone: a day has an edition at midnight although it has 23 or 25
// hours, and an hour that the clocks show twice has one.
func TestParseSchedule_rate_when_clocks_change(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rate, after string
		want        []string
	}{
		{"rate(6 hours)", "2026-03-28T22:00Z", []string{"2026-03-28T23:00Z", "2026-03-29T04:00Z", "2026-03-29T10:00Z"}},
		{"rate(6 hours)", "2026-10-24T21:00Z", []string{"2026-10-24T22:00Z", "2026-10-25T05:00Z", "2026-10-25T11:00Z"}},
		{"rate(1 day)", "2026-10-24T00:00Z", []string{"2026-10-24T22:00Z", "2026-10-25T23:00Z"}},
		{"rate(1 hour)", "2026-10-24T23:00Z", []string{"2026-10-25T00:00Z", "2026-10-25T02:00Z"}},
		{"rate(1 hour)", "2026-03-28T23:30Z", []string{"2026-03-29T00:00Z", "2026-03-29T01:00Z"}},
	} {
		got := runs(mustParse(t, test.rate, "Europe/Berlin"), at(t, test.after), len(test.want))
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s after %s: %v, want %v", test.rate, test.after, got, test.want)
		}
	}
}
