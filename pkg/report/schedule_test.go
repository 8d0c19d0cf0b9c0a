package report

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseSchedule(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		" 30  12 * * ? * ":            "cron(30 12 * * ? *)",
		"cron(30 12 * * ? *)":         "cron(30 12 * * ? *)",
		" at( 2026-01-02T12:30:00 ) ": "at(2026-01-02T12:30:00)",
		"0/59 * * * ? *":              "cron(0/59 * * * ? *)",
		"at(1970-01-01T00:00:00)":     "at(1970-01-01T00:00:00)",
		"at(2199-12-31T23:59:59)":     "at(2199-12-31T23:59:59)",
	} {
		if got := mustParse(t, given, "UTC").Expression; got != want {
			t.Errorf("%q became %q, want %q", given, got, want)
		}
	}
}

func TestParseSchedule_refuses(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"30 12 * * *":             `0-11: invalid cron "30 12 * * *": want 6 fields (minute, hour, day of month, month, day of week, year) such as 30 12 * * ? *`,
		"30 12 * * * *":           `10-11: invalid day of week "*": want ? in one of day of month and day of week, as in 30 12 * * ? *`,
		"cron(30 24 * * ? *)":     `8-10: invalid hour "24": want 0 to 23`,
		"0 8 ? * mon *":           `8-11: invalid day of week "mon": want MON`,
		"0 8 ? * 2/2 *":           `8-11: invalid day of week "2/2": want a list of days, not a step`,
		"0 8,99 * * ? *":          `4-6: invalid hour "99": want 0 to 23`,
		"0/60 8 * * ? *":          `0-4: invalid minute "0/60": want a step from 1 to 59`,
		"0 22-2 * * ? *":          `2-6: invalid hour "22-2": want two ranges, 22-23,0-2`,
		"*/0 8 * * ? *":           `0-3: invalid minute "*/0": want a step from 1 to 59`,
		"*,5 8 * * ? *":           `0-3: invalid minute "*,5": want a list without *, or * without a list`,
		"0 8 31 2,4 ? *":          `0-14: invalid cron "0 8 31 2,4 ? *": want a date that exists`,
		"30 2 29 3 ? 2026":        `0-16: invalid schedule "30 2 29 3 ? 2026": want a time that clocks in Europe/Berlin show`,
		"at(2026-02-30)":          `3-13: invalid at "2026-02-30": want a date and time such as 2026-01-02T12:30:00`,
		"at(1969-01-02T12:30:00)": `3-22: invalid at "1969-01-02T12:30:00": want a year from 1970 to 2199`,
		"at(2200-01-01T00:00:00)": `3-22: invalid at "2200-01-01T00:00:00": want a year from 1970 to 2199`,
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

func TestLoadZone(t *testing.T) {
	t.Parallel()
	for name, valid := range map[string]bool{"UTC": true, "Europe/Berlin": true, "": false, "Local": false, "Berlin": false} {
		zone, err := LoadZone(name)
		if (err == nil) != valid || valid && zone.String() != name {
			t.Errorf("%q is %v, %v", name, zone, err)
		}
	}
	if _, err := ParseSchedule("30 12 * * ? *", "Berlin"); err == nil || err.Error() != `invalid time zone "Berlin": want an IANA name such as UTC or Europe/Berlin` {
		t.Errorf("error %v", err)
	}
}

// The expressions are those of AWS's pages on cron expressions
// (docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html)
// and some that libraries get wrong.
func TestSchedule_Next(t *testing.T) {
	t.Parallel()
	const friday = "2026-01-02T12:00Z"
	tests := []struct {
		expression, after string
		want              []string
	}{
		{"30 12 * * ? *", friday, []string{"2026-01-02T12:30Z", "2026-01-03T12:30Z"}},
		{"30 12 * * ? *", "2026-01-02T12:30Z", []string{"2026-01-03T12:30Z"}},
		{"cron(0 10 * * ? *)", friday, []string{"2026-01-03T10:00Z", "2026-01-04T10:00Z"}},
		{"15 12 * * ? *", friday, []string{"2026-01-02T12:15Z"}},
		{"0 18 ? * MON-FRI *", friday, []string{"2026-01-02T18:00Z", "2026-01-05T18:00Z"}},
		{"0 8 1 * ? *", friday, []string{"2026-02-01T08:00Z", "2026-03-01T08:00Z"}},
		{"0/15 * * * ? *", friday, []string{"2026-01-02T12:15Z", "2026-01-02T12:30Z", "2026-01-02T12:45Z", "2026-01-02T13:00Z"}},
		{"0/10 * ? * MON-FRI *", "2026-01-02T23:45Z", []string{"2026-01-02T23:50Z", "2026-01-05T00:00Z"}},
		{"0/5 8-17 ? * MON-FRI *", "2026-01-02T17:50Z", []string{"2026-01-02T17:55Z", "2026-01-05T08:00Z"}},
		{"1/10 * * * ? *", friday, []string{"2026-01-02T12:01Z", "2026-01-02T12:11Z"}},
		{"5,35 14 * * ? *", friday, []string{"2026-01-02T14:05Z", "2026-01-02T14:35Z", "2026-01-03T14:05Z"}},
		{"0 8 ? * 1 *", friday, []string{"2026-01-04T08:00Z", "2026-01-11T08:00Z"}},
		{"0 8 ? * SAT,2 *", friday, []string{"2026-01-03T08:00Z", "2026-01-05T08:00Z"}},
		{"0 8 ? JAN,FEB,MAR MON *", "2026-03-30T08:00Z", []string{"2027-01-04T08:00Z"}},
		{"0 0 31 * ? *", friday, []string{"2026-01-31T00:00Z", "2026-03-31T00:00Z"}},
		{"0 0 29 2 ? *", friday, []string{"2028-02-29T00:00Z", "2032-02-29T00:00Z"}},
		{"0 0 29 2 ? 2096-2104", "2096-03-01T00:00Z", []string{"2104-02-29T00:00Z", "never"}},
		{"59 23 31 12 ? 2199", friday, []string{"2199-12-31T23:59Z", "never"}},
		{"0 0 1 1 ? 2020/5", friday, []string{"2030-01-01T00:00Z", "2035-01-01T00:00Z"}},
		{"  0   8  *  *  ?  *  ", friday, []string{"2026-01-03T08:00Z"}},
		{"at(2026-01-02T12:30:00)", friday, []string{"2026-01-02T12:30Z", "never"}},
		{"at(2026-01-02T12:00:00)", friday, []string{"never"}},
	}
	for _, test := range tests {
		s := mustParse(t, test.expression, "UTC")
		if diff := cmp.Diff(test.want, runs(s, at(t, test.after), len(test.want))); diff != "" {
			t.Errorf("%s after %s (-want +got):\n%s", test.expression, test.after, diff)
		}
	}
}

// Spring skips a run in the hour that clocks skip; autumn runs once in the hour
// that they show twice, the first time.
func TestSchedule_Next_when_clocks_change(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, zone, expression, after string
		want                          []string
	}{
		{"spring", "Europe/Berlin", "30 2 * * ? *", "2026-03-27T12:00Z", []string{"2026-03-28T01:30Z", "2026-03-30T00:30Z"}},
		{"spring, before and after", "Europe/Berlin", "59,0 1,3 * * ? *", "2026-03-29T00:30Z", []string{"2026-03-29T00:59Z", "2026-03-29T01:00Z", "2026-03-29T01:59Z"}},
		{"autumn", "Europe/Berlin", "30 2 * * ? *", "2026-10-24T12:00Z", []string{"2026-10-25T00:30Z", "2026-10-26T01:30Z"}},
		{"autumn, between the two", "Europe/Berlin", "30 2 * * ? *", "2026-10-25T01:00Z", []string{"2026-10-26T01:30Z"}},
		{"autumn, every minute", "Europe/Berlin", "* * * * ? *", "2026-10-25T00:58Z", []string{"2026-10-25T00:59Z", "2026-10-25T02:00Z"}},
		{"spring", "America/New_York", "30 2 * * ? *", "2026-03-07T12:00Z", []string{"2026-03-09T06:30Z"}},
		{"autumn", "America/New_York", "30 1 * * ? *", "2026-10-31T12:00Z", []string{"2026-11-01T05:30Z", "2026-11-02T06:30Z"}},
		{"spring, half an hour", "Australia/Lord_Howe", "15 2 * * ? *", "2026-10-02T20:00Z", []string{"2026-10-04T15:15Z"}},
		{"autumn, half an hour", "Australia/Lord_Howe", "45 1 * * ? *", "2026-04-04T00:00Z", []string{"2026-04-04T14:45Z", "2026-04-05T15:15Z"}},
		{"spring, midnight", "Africa/Cairo", "0 0 * * ? *", "2026-04-22T23:00Z", []string{"2026-04-24T21:00Z"}},
		{"autumn, over midnight", "Africa/Cairo", "30 23 * * ? *", "2026-10-29T00:00Z", []string{"2026-10-29T20:30Z", "2026-10-30T21:30Z"}},
		{"autumn, midnight twice", "America/Havana", "0 0 * * ? *", "2026-10-31T12:00Z", []string{"2026-11-01T04:00Z", "2026-11-02T05:00Z"}},
		{"a day that never was", "Pacific/Apia", "0 12 * * ? *", "2011-12-29T00:00Z", []string{"2011-12-29T22:00Z", "2011-12-30T22:00Z"}},
		{"at, autumn", "Europe/Berlin", "at(2026-10-25T02:30:00)", "2026-10-24T12:00Z", []string{"2026-10-25T00:30Z", "never"}},
	}
	for _, test := range tests {
		s := mustParse(t, test.expression, test.zone)
		if diff := cmp.Diff(test.want, runs(s, at(t, test.after), len(test.want))); diff != "" {
			t.Errorf("%s in %s, %s (-want +got):\n%s", test.expression, test.zone, test.name, diff)
		}
	}
}

func TestSchedule_Last(t *testing.T) {
	t.Parallel()
	tests := []struct{ zone, expression, at, want string }{
		{"UTC", "30 12 * * ? *", "2026-01-02T12:30Z", "2026-01-02T12:30Z"},
		{"UTC", "30 12 * * ? *", "2026-01-02T12:29Z", "2026-01-01T12:30Z"},
		{"UTC", "0 0 29 2 ? *", "2026-01-02T12:30Z", "2024-02-29T00:00Z"},
		{"UTC", "0 0 1 1 ? 2030", "2026-01-02T12:30Z", "never"},
		{"UTC", "0 0 1 1 ? 1980", "2600-01-02T12:30Z", "1980-01-01T00:00Z"},
		{"UTC", "at(2026-01-02T12:30:00)", "2026-01-02T12:30Z", "2026-01-02T12:30Z"},
		{"UTC", "at(2026-01-02T12:30:00)", "2026-01-02T12:29Z", "never"},
		{"Europe/Berlin", "30 2 * * ? *", "2026-03-29T12:00Z", "2026-03-28T01:30Z"},
		{"Europe/Berlin", "30 2 * * ? *", "2026-10-25T01:10Z", "2026-10-25T00:30Z"},
		{"Africa/Cairo", "55 23 * * ? *", "2026-10-29T21:10Z", "2026-10-29T20:55Z"},
	}
	for _, test := range tests {
		got := "never"
		if last, ok := mustParse(t, test.expression, test.zone).Last(at(t, test.at)); ok {
			got = last.Format("2006-01-02T15:04Z07:00")
		}
		if got != test.want {
			t.Errorf("%s in %s at %s: last run %s, want %s", test.expression, test.zone, test.at, got, test.want)
		}
	}
}

func TestSchedule_of_an_invalid_schedule(t *testing.T) {
	t.Parallel()
	for _, s := range []Schedule{{}, {Expression: "cron(30 12 * * ? *)"}, {Expression: "every day", Timezone: "UTC"}} {
		if next, ok := s.Next(time.Now()); ok {
			t.Errorf("%+v runs at %v", s, next)
		}
		if last, ok := s.Last(time.Now()); ok {
			t.Errorf("%+v ran at %v", s, last)
		}
	}
}
