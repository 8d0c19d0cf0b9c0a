package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report/importer"
)

// head returns the lines of the only report from its schedule to its window and delay, and
// what was changed.
func head(t *testing.T, r importer.Result) (lines []string) {
	t.Helper()
	written(t, r)
	for line := range strings.Lines(string(r.Reports[0].Content)) {
		key, _, _ := strings.Cut(line, ":")
		if strings.Contains("schedule paused until window delay", key) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	for _, l := range r.Changed {
		lines = append(lines, "! "+l.String())
	}
	return lines
}

func TestImport_scheduled(t *testing.T) {
	t.Parallel()
	for fields, want := range map[string][]string{
		`"scheduleExpression":"cron(0 6 * * ? *)","timezone":"Europe/Berlin","startTimeOffset":90000,"endTimeOffset":3600,"state":"DISABLED"`: {
			`schedule: { cron: "0 6 * * ? *", timezone: "Europe/Berlin" }`, "paused: true", "window: 24h", "delay: 1h"},
		`"scheduleExpression":"rate(5 minutes)","startTimeOffset":300`: {
			`schedule: { rate: "5 minutes", timezone: "UTC" }`, "window: 5m", "delay: 0m"},
		`"scheduleExpression":"cron(0 6 * * ? *)","startTimeOffset":86400,"scheduleEndTime":1798761600,"scheduleStartTime":1764547200000`: {
			`schedule: { cron: "0 6 * * ? *", timezone: "UTC" }`, "until: 2026-12-31", "window: 24h", "delay: 0m"},
		`"scheduleExpression":"cron(0 6 * * ? *)","startTimeOffset":86400,"scheduleEndTime":1798804800,"scheduleStartTime":1780272000`: {
			`schedule: { cron: "0 6 * * ? *", timezone: "UTC" }`, "until: 2027-01-01", "window: 24h", "delay: 0m",
			"! q: it runs from 2026-06-01T00:00:00Z on: a report has no such key, so deploy it then",
			"! q: it runs until 2027-01-01T12:00:00Z: until is that whole day"},
		`"scheduleExpression":"cron(0 6 * * ? *)"`: {
			`schedule: { cron: "0 6 * * ? *", timezone: "UTC" }`, "window: 24h", "delay: 0m",
			"! q: it says no time range: the window is 24h"},
		`"scheduleExpression":"cron(0 6 * * ? *)","startTimeOffset":10,"endTimeOffset":0,"timezone":"Mars/Base"`: {
			`schedule: { cron: "0 6 * * ? *", timezone: "UTC" }`, "window: 24h",
			"! q: its time range from 10s to 0s before a run cannot be a window: the window is 24h",
			"! q: its time zone Mars/Base is not known: it runs by UTC"},
		`"scheduleExpression":"cron(0 6 * * * *)","startTimeOffset":3600,"state":"DISABLED"`: {
			"window: 1h", "delay: 0m",
			`! q: its schedule cron(0 6 * * * *) is left out: invalid day of week "*": want ? in one of day of month and day of week, as in 30 12 * * ? *`},
		`"scheduleExpression":"cron(0 6 1 1 ? 2026)","startTimeOffset":3600,"scheduleEndTime":1735689600`: {
			`schedule: { cron: "0 6 1 1 ? 2026", timezone: "UTC" }`, "window: 1h", "delay: 0m",
			"! q: its end 2024-12-31 is left out: until 2024-12-31 is before the first edition: want 2026-01-01 or later"},
	} {
		r := imported(t, fmt.Sprintf(`{"name":"q","queryString":"stats count(*) as n","logGroupIdentifiers":["/a"],%s}`, fields))
		if diff := cmp.Diff(want, head(t, r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
}
