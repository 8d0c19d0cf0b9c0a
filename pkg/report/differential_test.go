package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestSchedule_Next_differential compares random cron expressions in zones with unusual
// changes of the clocks with a search of all minutes.
func TestSchedule_Next_differential(t *testing.T) {
	t.Parallel()
	const seeds, runs = 150, 4
	for seed := range uint64(seeds) {
		r := rand.New(rand.NewPCG(seed, 0))
		c := randomCron(t, r)
		s, err := ParseSchedule(c.expression(), c.zone.String())
		if err != nil {
			if !strings.Contains(err.Error(), "want a date that exists") {
				t.Errorf("seed %d: %q: %v", seed, c.expression(), err)
			}
			continue
		}
		start := randomStart(r, c.zone)
		want := c.search(start, runs)
		have := upcoming(s, start, len(want))
		if !slices.EqualFunc(want, have, time.Time.Equal) {
			t.Fatalf("seed %d: %q in %s after %v\nwant %v\nhave %v", seed, c.expression(), c.zone, start, want, have)
		}
		checkLast(t, s, have)
	}
}

// upcoming returns the next n times of a schedule.
func upcoming(s *Schedule, after time.Time, n int) (times []time.Time) {
	for range n {
		next, ok := s.Next(after)
		if !ok {
			break
		}
		times, after = append(times, next.UTC()), next
	}
	return times
}

// checkLast checks that Last finds what Next found, and not what is later.
func checkLast(t *testing.T, s *Schedule, times []time.Time) {
	t.Helper()
	for i, at := range times {
		if last, ok := s.Last(at); !ok || !last.Equal(at) {
			t.Errorf("%q: Last(%v) = %v, %v, want the time itself", s.Expression, at, last, ok)
		}
		if i == 0 {
			continue
		}
		if last, ok := s.Last(at.Add(-time.Minute)); !ok || last.Before(times[i-1]) || !last.Before(at) {
			t.Errorf("%q: Last before %v = %v, %v, want %v or later", s.Expression, at, last, ok, times[i-1])
		}
	}
}

// cronZones are zones whose clocks change by half an hour or two hours, at midnight, or not
// at whole hours from UTC.
var cronZones = []string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Sao_Paulo",
	"Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "Antarctica/Troll", "America/St_Johns"}

// knownCron is a cron expression as its fields and as the numbers that each has. A field
// without numbers is ?.
type knownCron struct {
	text    [5]string // minutes, hours, days, months, days of the week
	numbers [5][]int
	zone    *time.Location
}

func (c knownCron) expression() string { return strings.Join(c.text[:], " ") + " *" }

func randomCron(t *testing.T, r *rand.Rand) (c knownCron) {
	t.Helper()
	zone, err := time.LoadLocation(cronZones[r.IntN(len(cronZones))])
	if err != nil {
		t.Fatal(err)
	}
	c.zone = zone
	unused := 2 + 2*r.IntN(2) // days of the month or of the week
	for i, bounds := range [5][2]int{{0, 59}, {0, 23}, {1, 31}, {1, 12}, {1, 7}} {
		if c.text[i] = "?"; i != unused {
			c.text[i], c.numbers[i] = randomField(r, bounds[0], bounds[1], i != 4)
		}
	}
	return c
}

// randomField returns a field that has numbers from least to most.
func randomField(r *rand.Rand, least, most int, steps bool) (string, []int) {
	from := least + r.IntN(most-least+1)
	switch kind := r.IntN(5); {
	case kind == 0:
		return "*", through(least, most, 1)
	case kind == 1 && steps:
		step := 1 + r.IntN(most-least)
		return fmt.Sprintf("%d/%d", from, step), through(from, most, step)
	case kind == 2:
		to := from + r.IntN(most-from+1)
		return fmt.Sprintf("%d-%d", from, to), through(from, to, 1)
	}
	var texts []string
	var numbers []int
	for range 1 + r.IntN(3) {
		if n := least + r.IntN(most-least+1); !slices.Contains(numbers, n) {
			texts, numbers = append(texts, strconv.Itoa(n)), append(numbers, n)
		}
	}
	return strings.Join(texts, ","), numbers
}

func through(from, to, step int) (numbers []int) {
	for n := from; n <= to; n += step {
		numbers = append(numbers, n)
	}
	return numbers
}

// randomStart returns a time in 2026, half of the times less than five hours before a change
// of the clocks.
func randomStart(r *rand.Rand, zone *time.Location) time.Time {
	start := time.Date(2026, time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), r.IntN(60), 0, 0, time.UTC)
	if r.IntN(2) == 0 {
		return start
	}
	for at := start; at.Before(start.AddDate(1, 0, 0)); at = at.Add(time.Hour) {
		_, before := at.In(zone).Zone()
		if _, after := at.Add(time.Hour).In(zone).Zone(); before != after {
			return at.Add(-time.Duration(r.IntN(300)) * time.Minute)
		}
	}
	return start
}

// search looks at each minute of 40 days. An hour that the clocks show twice counts once.
func (c knownCron) search(start time.Time, most int) (found []time.Time) {
	shown := map[string]bool{}
	for at := start.Add(-3 * time.Hour).Truncate(time.Minute); at.Before(start.AddDate(0, 0, 40)) && len(found) < most; at = at.Add(time.Minute) {
		local := at.In(c.zone)
		if !c.matches(local) {
			continue
		}
		wall := local.Format("2006-01-02 15:04")
		if !shown[wall] && at.After(start) {
			found = append(found, at)
		}
		shown[wall] = true
	}
	return found
}

func (c knownCron) matches(local time.Time) bool {
	for i, n := range [5]int{local.Minute(), local.Hour(), local.Day(), int(local.Month()), int(local.Weekday()) + 1} {
		if c.numbers[i] != nil && !slices.Contains(c.numbers[i], n) {
			return false
		}
	}
	return true
}
