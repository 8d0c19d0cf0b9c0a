package report

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// The runs are those found by reading a clock every minute of a year, and noting
// the first time at which it shows a time of the expression.
func TestCron(t *testing.T) {
	t.Parallel()
	expressions := []string{
		"* * * * ? *", "30 2 * * ? *", "0/7 0-3 * * ? *", "15,45 23 ? * SUN,SAT *",
		"0 0 1,31 * ? *", "59 1 ? 3,4,10,11 * 2026", "0/20 */5 ? * 2-6 *",
	}
	for _, zone := range []string{"Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu"} {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			begin, end := at(t, "2026-01-01T00:00Z"), at(t, "2027-01-01T00:00Z")
			clock := readClock(t, zone, begin, end)
			for i, expression := range expressions {
				compare(t, mustParse(t, expression, zone), clock.times(t, expression), rand.New(rand.NewPCG(1, uint64(i))))
			}
		})
	}
}

// clock holds the readings of a clock in every minute in which it shows a time
// for the first time.
type clock []reading

type reading struct {
	at                                time.Time
	minute, hour, day, weekday, month int
}

func readClock(t *testing.T, zone string, begin, end time.Time) (c clock) {
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	latest := time.Time{}
	for now := begin; now.Before(end); now = now.Add(time.Minute) {
		local := now.In(location)
		_, offset := local.Zone()
		if shows := now.Add(time.Duration(offset) * time.Second); shows.After(latest) { // else it has been set back
			latest = shows
			c = append(c, reading{now, local.Minute(), local.Hour(), local.Day(), int(local.Weekday()), int(local.Month())})
		}
	}
	return c
}

// times returns the times at which the clock shows a time of the expression.
func (c clock) times(t *testing.T, expression string) (all []time.Time) {
	parsed, err := parseExpression(expression)
	if err != nil {
		t.Fatal(err)
	}
	x := parsed.(*cron)
	for _, r := range c {
		day := x.daysOfMonth.has(r.day - 1)
		if x.byWeekday {
			day = x.daysOfWeek.has(r.weekday)
		}
		if day && x.minutes.has(r.minute) && x.hours.has(r.hour) && x.months.has(r.month-1) {
			all = append(all, r.at)
		}
	}
	return all
}

func compare(t *testing.T, s *Schedule, want []time.Time, random *rand.Rand) {
	if len(want) < 2 {
		t.Fatalf("%s runs %d times", s.Expression, len(want))
	}
	first, last := want[0], want[len(want)-1]
	for range 100 {
		now := first.Add(time.Duration(random.Int64N(int64(last.Sub(first)))))
		if random.IntN(2) == 0 {
			now = want[random.IntN(len(want)-1)]
		}
		i, found := slices.BinarySearchFunc(want, now, time.Time.Compare)
		before, after := i-1, i
		if found {
			before, after = i, i+1
		}
		if got, _ := s.Next(now); !got.Equal(want[after]) {
			t.Fatalf("%s in %s: next after %v is %v, want %v", s.Expression, s.Timezone, now, got, want[after])
		}
		if got, _ := s.Last(now); !got.Equal(want[before]) {
			t.Fatalf("%s in %s: last at %v is %v, want %v", s.Expression, s.Timezone, now, got, want[before])
		}
	}
}
