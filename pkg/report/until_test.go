package report

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestCheckDay(t *testing.T) {
	t.Parallel()
	for day, valid := range map[string]bool{
		"2026-12-31": true, "2028-02-29": true, "1970-01-01": true, "2199-12-31": true,
		"": false, "2026-02-29": false, "2026-12-32": false, "2026-1-2": false, "2026-12-31T08:00:00": false, "2200-01-01": false, "1969-12-31": false,
	} {
		if err := CheckDay(day); (err == nil) != valid {
			t.Errorf("%q: %v", day, err)
		}
	}
}

// The last day ends at the midnight of its zone, and where clocks skip that, or go back
// across it, when the next day begins.
func TestSchedule_End(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ until, zone, want string }{
		{"2026-12-31", "UTC", "2027-01-01T00:00Z"},
		{"2026-12-31", "Europe/Berlin", "2026-12-31T23:00Z"},
		{"2026-12-31", "America/New_York", "2027-01-01T05:00Z"},
		{"2026-03-28", "Europe/Berlin", "2026-03-28T23:00Z"},
		{"2026-03-29", "Europe/Berlin", "2026-03-29T22:00Z"},
		{"2026-04-23", "Africa/Cairo", "2026-04-23T22:00Z"},   // clocks skip the next midnight
		{"2026-10-29", "Africa/Cairo", "2026-10-29T22:00Z"},   // 23:00 to 24:00 is shown twice
		{"2026-10-31", "America/Havana", "2026-11-01T04:00Z"}, // 0:00 to 1:00 of the next day is
		{"", "UTC", "none"}, {"31 December", "UTC", "none"}, {"2026-12-31", "Nowhere", "none"},
	} {
		got := "none"
		if end, ends := (Schedule{Until: test.until, Timezone: test.zone}).End(); ends {
			got = end.Format("2006-01-02T15:04Z07:00")
		}
		if got != test.want {
			t.Errorf("%s in %s ends at %s, want %s", test.until, test.zone, got, test.want)
		}
	}
}

func TestSchedule_Next_until(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		expression, zone, until, after string
		want                           []string
	}{
		{"30 12 * * ? *", "UTC", "2026-01-03", "2026-01-02T12:00Z", []string{"2026-01-02T12:30Z", "2026-01-03T12:30Z", "never"}},
		{"30 12 * * ? *", "UTC", "2025-12-31", "2026-01-02T12:00Z", []string{"never"}},
		{"0 0 * * ? *", "Europe/Berlin", "2026-01-03", "2026-01-02T12:00Z", []string{"2026-01-02T23:00Z", "never"}},
		{"59 23 * * ? *", "Europe/Berlin", "2026-01-03", "2026-01-02T12:00Z", []string{"2026-01-02T22:59Z", "2026-01-03T22:59Z", "never"}},
		{"30 23 * * ? *", "Africa/Cairo", "2026-10-29", "2026-10-29T00:00Z", []string{"2026-10-29T20:30Z", "never"}},
	} {
		s := mustParse(t, test.expression, test.zone)
		s.Until = test.until
		got := runs(s, at(t, test.after), len(test.want))
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("%s after %s: %v, want %v", s, test.after, got, test.want)
				break
			}
		}
	}
}

// TestSchedule_Next_until_differential compares a schedule with a last day with the same
// schedule without one, whose times are left out when the clock shows a later day.
func TestSchedule_Next_until_differential(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 5))
	for range 600 {
		zone := cronZones[r.IntN(len(cronZones))]
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		s := mustParse(t, []string{"0/20 * * * ? *", "0,59 0,23 * * ? *", "30 2 * * ? *", "0 0/6 L * ? *"}[r.IntN(4)], zone)
		now := randomStart(r, location)
		day := now.AddDate(0, 0, r.IntN(5)-2).In(location).Format(time.DateOnly)
		ending := *s
		ending.Until = day
		within := func(due time.Time, ok bool) bool { return ok && due.In(location).Format(time.DateOnly) <= day }
		want, ok := s.Next(now)
		if got, has := ending.Next(now); has != within(want, ok) || has && !got.Equal(want) {
			t.Errorf("%s: next after %v is %v, %v, without a last day %v", ending, now, got, has, want)
		}
		want, ok = s.Last(now)
		for ok && !within(want, ok) {
			want, ok = s.Last(want.Add(-time.Second))
		}
		if got, has := ending.Last(now); has != ok || has && !got.Equal(want) {
			t.Errorf("%s: last at %v is %v, %v, want %v, %v", ending, now, got, has, want, ok)
		}
	}
}

func TestSchedule_String(t *testing.T) {
	t.Parallel()
	s := Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC"}
	if got, want := s.String(), "cron(30 12 * * ? *) UTC"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s.Until = "2026-12-31"
	if got, want := s.String(), "cron(30 12 * * ? *) UTC until 2026-12-31"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestReport_DueBy(t *testing.T) {
	t.Parallel()
	r := botUsage()
	if r.DueBy() != r.Schedule {
		t.Errorf("due by %v", r.DueBy())
	}
	r.Paused = true
	if r.DueBy() != nil || byHand().DueBy() != nil {
		t.Errorf("paused: due by %v; by hand: %v", r.DueBy(), byHand().DueBy())
	}
}

// The end date is the last second of the last day: EventBridge Scheduler stops on it or
// before it.
func TestCompile_paused_and_until(t *testing.T) {
	t.Parallel()
	paused, ending := botUsage(), byHand()
	paused.Paused = true
	ending.Schedule = &Schedule{Expression: "cron(0 8 * * ? *)", Timezone: "Europe/Berlin", Until: "2026-12-31"}
	compiled, err := Compile([]*Report{paused, ending}, sources)
	if err != nil {
		t.Fatal(err)
	}
	a, b := compiled.Reports[0], compiled.Reports[1]
	if a.Paused || a.Until != "2026-12-31" || a.EndDate != "2026-12-31T22:59:59Z" || a.ScheduleExpression != "cron(0 8 * * ? *)" {
		t.Errorf("with a last day: %+v", a)
	}
	if !b.Paused || b.Until != "" || b.EndDate != "" || b.ScheduleExpression != "cron(30 12 * * ? *)" {
		t.Errorf("paused: %+v", b)
	}
}

func TestDefinition_paused_and_until(t *testing.T) {
	t.Parallel()
	r := botUsage()
	r.Paused, r.Schedule.Until = true, "2026-12-31"
	again, err := Definition([]byte(marshal(t, r)))
	if err != nil || !again.Paused || again.Schedule.Until != "2026-12-31" {
		t.Errorf("read as paused %v, %v, error %v", again.Paused, again.Schedule, err)
	}
	r.Schedule.Until = "31.12.2026"
	if _, err := Definition([]byte(marshal(t, r))); err == nil {
		t.Error("a last day that is none is read")
	}
}
