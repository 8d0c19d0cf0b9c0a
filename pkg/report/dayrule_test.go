package report

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// AWS describes each of these, here with the times in 2026 that its words mean.
//
// Source: docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (6L),
// docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html (3W, 3#2, L),
// docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchevents-expressions.html (2#1),
// docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html (L)
func TestSchedule_Next_examples_of_AWS(t *testing.T) {
	t.Parallel()
	tests := []struct {
		says, expression string
		want             []string
	}{
		{"10:15 on the last Friday of each month", "15 10 ? * 6L 2022-2026", []string{"2026-01-30T10:15Z", "2026-02-27T10:15Z", "2026-03-27T10:15Z"}},
		{"09:00 on the first Monday of each month", "0 9 ? * 2#1 *", []string{"2026-01-05T09:00Z", "2026-02-02T09:00Z", "2026-03-02T09:00Z"}},
		{"the second Tuesday of the month", "0 9 ? * 3#2 *", []string{"2026-01-13T09:00Z", "2026-02-10T09:00Z", "2026-03-10T09:00Z"}},
		{"the weekday closest to the third day", "0 9 3W * ? *", []string{"2026-01-02T09:00Z", "2026-02-03T09:00Z", "2026-03-03T09:00Z"}},
		{"02:00 on the last day of every month", "0 2 L * ? *", []string{"2026-01-31T02:00Z", "2026-02-28T02:00Z", "2026-03-31T02:00Z"}},
		{"the last day of the week", "0 2 ? * L *", []string{"2026-01-03T02:00Z", "2026-01-10T02:00Z", "2026-01-17T02:00Z"}},
	}
	for _, test := range tests {
		s := mustParse(t, test.expression, "UTC")
		if diff := cmp.Diff(test.want, runs(s, at(t, "2026-01-01T00:00Z"), len(test.want))); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", test.expression, test.says, diff)
		}
	}
}

// Where a month is short or begins and ends on a weekend.
func TestSchedule_Next_day_rules_at_the_edges_of_months(t *testing.T) {
	t.Parallel()
	tests := []struct {
		expression, after string
		want              []string
	}{
		{"0 8 L 2 ? *", "2027-01-01T00:00Z", []string{"2027-02-28T08:00Z", "2028-02-29T08:00Z"}},
		{"0 8 L 2 ? *", "2099-03-01T00:00Z", []string{"2100-02-28T08:00Z", "2101-02-28T08:00Z"}},
		{"0 8 L 12 ? *", "2026-01-01T00:00Z", []string{"2026-12-31T08:00Z"}},
		{"0 8 15W * ? *", "2026-08-01T00:00Z", []string{"2026-08-14T08:00Z", "2026-09-15T08:00Z"}}, // a Saturday: the Friday before
		{"0 8 16W 8 ? *", "2026-08-01T00:00Z", []string{"2026-08-17T08:00Z"}},                      // a Sunday: the Monday after
		{"0 8 1W 8 ? *", "2026-07-01T00:00Z", []string{"2026-08-03T08:00Z"}},                       // the first is a Saturday
		{"0 8 31W 5 ? *", "2026-05-01T00:00Z", []string{"2026-05-29T08:00Z"}},                      // the last is a Sunday
		{"0 8 28W 2 ? *", "2026-01-01T00:00Z", []string{"2026-02-27T08:00Z", "2027-02-26T08:00Z"}}, // Saturday, Sunday and the last day
		{"0 8 31W * ? *", "2026-04-01T00:00Z", []string{"2026-05-29T08:00Z", "2026-07-31T08:00Z"}}, // no April, no June
		{"0 8 ? * 6#5 *", "2026-01-01T00:00Z", []string{"2026-01-30T08:00Z", "2026-05-29T08:00Z"}}, // few months have five
		{"0 8 ? 2 1#5 *", "2026-01-01T00:00Z", []string{"2032-02-29T08:00Z"}},                      // five in a February
		{"0 8 ? 2 7L *", "2026-01-01T00:00Z", []string{"2026-02-28T08:00Z"}},                       // the last day itself
		{"0 8 ? 3 1L *", "2026-01-01T00:00Z", []string{"2026-03-29T08:00Z"}},
		{"0 8,20 L * ? *", "2026-01-31T08:00Z", []string{"2026-01-31T20:00Z", "2026-02-28T08:00Z"}},
		{"0 0 L 1,2 ? 2026", "2026-01-01T00:00Z", []string{"2026-01-31T00:00Z", "2026-02-28T00:00Z", "never"}},
	}
	for _, test := range tests {
		s := mustParse(t, test.expression, "UTC")
		if diff := cmp.Diff(test.want, runs(s, at(t, test.after), len(test.want))); diff != "" {
			t.Errorf("%s after %s (-want +got):\n%s", test.expression, test.after, diff)
		}
	}
}

// The clocks of Europe change on the last Sunday of March and October, those of North
// America on the second of March and the first of November.
func TestSchedule_Next_day_rules_when_clocks_change(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, zone, expression, after string
		want                          []string
	}{
		{"spring, skipped", "Europe/Berlin", "30 2 ? 3,4 1L 2026", "2026-03-01T00:00Z", []string{"2026-04-26T00:30Z", "never"}},
		{"autumn, once", "Europe/Berlin", "30 2 ? 10,11 1L 2026", "2026-10-01T00:00Z", []string{"2026-10-25T00:30Z", "2026-11-29T01:30Z", "never"}},
		{"spring, skipped", "America/New_York", "30 2 ? 3 1#2 *", "2026-03-01T00:00Z", []string{"never"}},
		{"autumn, once", "America/New_York", "30 1 ? 11 1#1 2026", "2026-10-01T00:00Z", []string{"2026-11-01T05:30Z", "never"}},
		{"the last day in another zone", "Asia/Kathmandu", "0 1 L * ? *", "2026-01-01T00:00Z", []string{"2026-01-30T19:15Z"}},
		{"half an hour, skipped", "Australia/Lord_Howe", "15 2 ? 10 1#1 2026", "2026-09-01T00:00Z", []string{"never"}},
		{"half an hour, once", "Australia/Lord_Howe", "45 1 ? 4 1#1 2026", "2026-03-01T00:00Z", []string{"2026-04-04T14:45Z", "never"}},
	}
	for _, test := range tests {
		s, err := ParseSchedule(test.expression, test.zone)
		if err != nil { // a schedule that never runs
			s = &Schedule{}
		}
		if diff := cmp.Diff(test.want, runs(s, at(t, test.after), len(test.want))); diff != "" {
			t.Errorf("%s in %s, %s (-want +got):\n%s", test.expression, test.zone, test.name, diff)
		}
	}
}

func TestParseSchedule_refuses_day_rules(t *testing.T) {
	t.Parallel()
	const days, weekdays = wantLastDay, wantWeekday
	for given, want := range map[string]string{
		"0 8 L-3 * ? *":     `4-7: invalid day of month "L-3": want ` + days,
		"0 8 LW * ? *":      `4-6: invalid day of month "LW": want ` + days,
		"0 8 1,L * ? *":     `4-7: invalid day of month "1,L": want ` + days,
		"0 8 3W-5W * ? *":   `4-9: invalid day of month "3W-5W": want ` + days,
		"0 8 3-5W * ? *":    `4-8: invalid day of month "3-5W": want ` + days,
		"0 8 1W,15W * ? *":  `4-10: invalid day of month "1W,15W": want ` + days,
		"0 8 W * ? *":       `4-5: invalid day of month "W": want ` + days,
		"0 8 L/2 * ? *":     `4-7: invalid day of month "L/2": want ` + days,
		"0 8 0W * ? *":      `4-5: invalid day of month "0": want 1 to 31`,
		"0 8 32W * ? *":     `4-6: invalid day of month "32": want 1 to 31`,
		"0 8 6#3 * ? *":     `4-7: invalid day of month "6#3": want ` + days,
		"0 8 ? * 3W *":      `8-10: invalid day of week "3W": want ` + weekdays,
		"0 8 ? * 2-6L *":    `8-12: invalid day of week "2-6L": want ` + weekdays,
		"0 8 ? * 2,6L *":    `8-12: invalid day of week "2,6L": want ` + weekdays,
		"0 8 ? * L-1 *":     `8-11: invalid day of week "L-1": want ` + weekdays,
		"0 8 ? * 3#1,6#3 *": `8-15: invalid day of week "3#1,6#3": want a number from 1 to 5 after #, as in 3#3, alone in the field`,
		"0 8 ? * 6#6 *":     `8-11: invalid day of week "6#6": want a number from 1 to 5 after #, as in 6#3, alone in the field`,
		"0 8 ? * 6# *":      `8-10: invalid day of week "6#": want a number from 1 to 5 after #, as in 6#3, alone in the field`,
		"0 8 ? * 6#03 *":    `8-12: invalid day of week "6#03": want a number from 1 to 5 after #, as in 6#3, alone in the field`,
		"0 8 ? * 8L *":      `8-9: invalid day of week "8": want 1 to 7 or SUN to SAT`,
		"0 8 ? * FRIL *":    `8-12: invalid day of week "FRIL": want the number of the day, 6L`,
		"0 8 ? * FRI#3 *":   `8-13: invalid day of week "FRI#3": want the number of the day, 6#3`,
		"0 8 L * L *":       `8-9: invalid day of week "L": want ? in one of day of month and day of week, as in 30 12 * * ? *`,
		"0 8 L * * *":       `8-9: invalid day of week "*": want ? in one of day of month and day of week, as in 30 12 * * ? *`,
		"0 8 31W 2 ? *":     `0-13: invalid cron "0 8 31W 2 ? *": want a date that exists`,
		"0 L * * ? *":       `2-3: invalid hour "L": want 0 to 23`,
	} {
		_, err := ParseSchedule(given, "Europe/Berlin")
		bad := (*ExpressionError)(nil)
		if !errors.As(err, &bad) {
			t.Errorf("%s: error %v", given, err)
		} else if got := fmt.Sprintf("%d-%d: %s", bad.Offset, bad.End, bad.Message); got != want {
			t.Errorf("%s:\n got %s\nwant %s", given, got, want)
		}
	}
}

// TestDayRule compares every rule with a search of each month: of the days that come into
// question the one that is wanted, by counting.
func TestDayRule(t *testing.T) {
	t.Parallel()
	for year := 2024; year <= 2032; year++ {
		for month := time.January; month <= time.December; month++ {
			for _, c := range dayRuleCases() {
				var got []int
				for _, day := range daysOf(year, month) {
					if c.rule.matches(day) {
						got = append(got, day.Day())
					}
				}
				if want := c.days(daysOf(year, month)); !slices.Equal(got, want) {
					t.Errorf("%s in %v %d: days %v, want %v", c.text, month, year, got, want)
				}
			}
		}
	}
}

// dayRuleCase is a rule, and the days of a month that it means, found without arithmetic.
type dayRuleCase struct {
	text    string
	weekday bool
	rule    dayRule
	days    func(month []time.Time) []int
}

func dayRuleCases() []dayRuleCase {
	all := []dayRuleCase{{"L", false, dayRule{kind: lastDay}, func(month []time.Time) []int { return []int{len(month)} }}}
	for n := 1; n <= 31; n++ {
		all = append(all, dayRuleCase{strconv.Itoa(n) + "W", false, dayRule{kind: nearestWork, n: n},
			func(month []time.Time) []int { return nearestByDistance(month, n) }})
	}
	for n := 1; n <= 7; n++ {
		ofWeek := func(month []time.Time) (days []int) {
			for _, day := range month {
				if day.Weekday() == time.Weekday(n-1) {
					days = append(days, day.Day())
				}
			}
			return days
		}
		all = append(all, dayRuleCase{strconv.Itoa(n) + "L", true, dayRule{kind: lastOfWeek, n: n},
			func(month []time.Time) []int { days := ofWeek(month); return days[len(days)-1:] }})
		for nth := 1; nth <= 5; nth++ {
			all = append(all, dayRuleCase{fmt.Sprintf("%d#%d", n, nth), true, dayRule{kind: nthOfWeek, n: n, nth: nth},
				func(month []time.Time) []int {
					days := ofWeek(month)
					return days[min(nth-1, len(days)):min(nth, len(days))]
				}})
		}
	}
	return all
}

// nearestByDistance looks at all days from Monday to Friday for the nearest one.
func nearestByDistance(month []time.Time, n int) []int {
	if n > len(month) {
		return nil
	}
	best := 0
	distance := func(day int) int { return max(day-n, n-day) }
	for _, day := range month {
		if working := !slices.Contains([]time.Weekday{time.Saturday, time.Sunday}, day.Weekday()); working && (best == 0 || distance(day.Day()) < distance(best)) {
			best = day.Day()
		}
	}
	return []int{best}
}

func daysOf(year int, month time.Month) (days []time.Time) {
	for day := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC); day.Month() == month; day = day.AddDate(0, 0, 1) {
		days = append(days, day)
	}
	return days
}

// TestSchedule_Next_day_rules_differential walks through a year of a zone minute by minute.
// Half of the times are in the hours in which its clocks change.
func TestSchedule_Next_day_rules_differential(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"} {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, uint64(len(zone))))
			read := readClock(t, zone, at(t, "2026-01-01T00:00Z"), at(t, "2027-01-01T00:00Z"))
			for _, c := range dayRuleCases() {
				minute, hour := r.IntN(60), oneOfHours(r)
				fields := [2]string{c.text, "?"}
				if c.weekday {
					fields = [2]string{"?", c.text}
				}
				s, err := ParseSchedule(fmt.Sprintf("%d %d %s * %s *", minute, hour, fields[0], fields[1]), zone)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, s, read.daily(t, zone, minute, hour, c.days), r)
			}
		})
	}
}

// oneOfHours returns an hour of the day, half of the times one in which clocks change.
func oneOfHours(r *rand.Rand) int {
	if r.IntN(2) == 0 {
		return []int{0, 1, 2, 3, 23}[r.IntN(5)]
	}
	return r.IntN(24)
}

// daily returns the times at which the clock shows the minute on one of the days.
func (c clock) daily(t *testing.T, zone string, minute, hour int, days func([]time.Time) []int) (all []time.Time) {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range c {
		if r.minute == minute && r.hour == hour && slices.Contains(days(daysOf(r.at.In(location).Year(), time.Month(r.month))), r.day) {
			all = append(all, r.at)
		}
	}
	return all
}
