package source

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/report"
)

const small = `
report: daily
window: 24h
log_groups: [/aws/lambda/bot]
queries:
  calls: { query: stats count(*) as calls }
deliver:
  - stdout: {}
`

func mustLoad(t testing.TB, src string, values Values) *report.Report {
	t.Helper()
	r, notes, err := Load("report.yaml", []byte(src), values, Options{})
	if err != nil || len(notes) > 0 {
		t.Fatalf("Load: notes %v, error %v", notes, err)
	}
	return r
}

// edit replaces a part of the small report.
func edit(t testing.TB, old, new string) string {
	t.Helper()
	if !strings.Contains(small, old) {
		t.Fatalf("the small report has no %q", old)
	}
	return strings.Replace(small, old, new, 1)
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	groups := []string{"/aws/lambda/bot"}
	want := &report.Report{
		Name: "daily", Title: "daily", Timezone: "UTC",
		Window: report.Window{Length: report.Duration(report.Day24)}, Delay: report.Duration(5 * time.Minute), Deadline: report.Duration(30 * time.Minute),
		MaxRows: 10_000, LogGroups: groups,
		Queries:  []report.Query{{ID: "calls", Text: "stats count(*) as calls", LogGroups: groups, MaxRows: 10_000}},
		Sections: []report.Section{{Title: "calls", Query: "calls", Show: report.ShowNumber, Value: "calls"}},
		Deliver:  []report.Destination{{Name: "stdout", Kind: report.KindStdout, OnUnknown: report.Resend}},
	}
	if diff := cmp.Diff(want, mustLoad(t, small, DefaultValues())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEverySetting(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := mustLoad(t, string(src), Values{"env": "prod", "rows": "500", "chat": "-1001234567890", "domain": "example.org"})
	got, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "testdata/full.json", string(got)+"\n")
}

func TestQueriesKeepTheirOrderAndTheirOwnSettings(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  calls: {", "  zulu: { query: fields a, max_rows: 5, max_scan: 1GB, log_groups: [/b] }\n  calls: {"), nil)
	want := []report.Query{
		{ID: "zulu", Text: "fields a", LogGroups: []string{"/b"}, MaxRows: 5, MaxScan: 1e9},
		{ID: "calls", Text: "stats count(*) as calls", LogGroups: []string{"/aws/lambda/bot"}, MaxRows: 10_000},
	}
	if diff := cmp.Diff(want, r.Queries); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r.Sections[0] != (report.Section{Title: "zulu", Query: "zulu", Show: report.ShowTable}) {
		t.Errorf("events are shown as %+v", r.Sections[0])
	}
}

func TestCalendarWindowsHaveNoDelay(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "window: 24h", "window: week"), nil)
	if r.Delay != 0 || r.Window != (report.Window{Calendar: report.Week}) {
		t.Errorf("delay %v, window %+v", r.Delay, r.Window)
	}
}

func TestAReportHasTheTimeZoneOfItsSchedule(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "window:", "schedule: { at: 2026-01-02T12:30:00, timezone: Asia/Tokyo }\nwindow:"), nil)
	if want := (report.Schedule{Expression: "at(2026-01-02T12:30:00)", Timezone: "Asia/Tokyo"}); r.Timezone != "Asia/Tokyo" || *r.Schedule != want {
		t.Errorf("time zone %s, schedule %+v", r.Timezone, r.Schedule)
	}
}

func TestASchedulesLastRunMayBeOver(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		schedule, zone string
		now            time.Time
		want           string
	}{
		{"at: 2026-01-02T12:00:00", "UTC", now, "report.yaml:2:17: `at` is over: it has no run in the future"},
		{"at: 2026-01-02T12:30:00", "UTC", now, ""},
		{"at: 2026-01-02T12:30:00", "Europe/Berlin", now, "report.yaml:2:17: `at` is over: it has no run in the future"},
		{"cron: 30 12 * * ? 1999", "UTC", now, "report.yaml:2:19: `cron` is over: it has no run in the future"},
		{"cron: 30 12 * * ? 2026", "UTC", now, ""},
		{"at: 2026-01-02T12:00:00", "UTC", time.Time{}, ""},
	}
	for _, test := range tests {
		src := strings.TrimPrefix(edit(t, "window:", "schedule: { "+test.schedule+", timezone: "+test.zone+" }\nwindow:"), "\n")
		_, notes, err := Load("report.yaml", []byte(src), DefaultValues(), Options{Now: test.now})
		if got := Problems(notes).Error(); err != nil || got != test.want {
			t.Errorf("%s %s at %v: notes %q, error %v, want %q", test.schedule, test.zone, test.now, got, err, test.want)
		}
	}
}

func TestAnchorsAndMergesAreAllowed(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  calls: { query: stats count(*) as calls }", `  calls: &base { query: stats count(*) as calls, log_groups: &groups [/a], max_rows: 7 }
  more: { <<: *base, max_rows: 8 }
  others: { query: fields a, log_groups: *groups }`), nil)
	got := []int{r.Queries[1].MaxRows, len(r.Queries[2].LogGroups)}
	if diff := cmp.Diff([]int{8, 1}, got); diff != "" || r.Queries[1].Text != r.Queries[0].Text {
		t.Errorf("(-want +got):\n%s\n%+v", diff, r.Queries)
	}
}

// A value is put into the parsed text: it cannot become YAML, and is not
// expanded again.
func TestValuesCannotInject(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "window: 24h", "title: ${evil}\nmax_rows: ${rows}\nwindow: ${window}"),
		Values{"evil": "x, max_rows: 1 # ${rows} $$", "rows": "7", "window": "day"})
	if r.Title != "x, max_rows: 1 # ${rows} $$" || r.MaxRows != 7 || r.Window.Calendar != report.Day {
		t.Errorf("title %q, max_rows %d, window %+v", r.Title, r.MaxRows, r.Window)
	}
}

func TestDollarsAreEscapedOutsideOfQueriesOnly(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  calls: { query: stats count(*) as calls }", "  calls: { query: \"filter a = '$${env}'\" }\nsections:\n  - { title: \"$$5 $ and $${env}\", query: calls }"), DefaultValues())
	if r.Sections[0].Title != "$5 $ and ${env}" || r.Queries[0].Text != "filter a = '$${env}'" {
		t.Errorf("title %q, query %q", r.Sections[0].Title, r.Queries[0].Text)
	}
}

func TestUnknownNamesInDestinationsMayBeNotes(t *testing.T) {
	t.Parallel()
	src := edit(t, "  - stdout: {}", `  - telegram: { chat: "${chat}", token: "ssm:/${where}/token" }
    on_unknown: ${policy}
  - email: { from: "reports@${domain}", to: ["${team}"] }
owner: { file: { path: "${path}" } }`)
	r, notes, err := Load("report.yaml", []byte(src), DefaultValues(), Options{LenientDeliver: true})
	if err != nil || len(notes) != 6 {
		t.Fatalf("notes %v, error %v", notes, err)
	}
	if got := r.Deliver[0].Telegram; got.Chat != "${chat}" || got.Token != "ssm:/${where}/token" {
		t.Errorf("telegram is %+v", got)
	}
	_, _, err = Load("report.yaml", []byte(src), DefaultValues(), Options{})
	var problems Problems
	if errors.As(err, &problems); len(problems) != 6 {
		t.Errorf("without the option: %v", err)
	}
	_, _, err = Load("report.yaml", []byte(edit(t, "24h", "${length}")), nil, Options{LenientDeliver: true})
	if err == nil {
		t.Error("an unknown name elsewhere passed")
	}
}

func TestDestinationsGetNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  - stdout: {}", `  - stdout: {}
  - stdout: {}
  - { file: { path: a.txt }, name: stdout-2 }
  - { file: { path: b.txt }, on_unknown: skip }
owner: { stdout: {} }`), nil)
	var names []string
	for _, d := range append(r.Deliver, *r.Owner) {
		names = append(names, d.Name)
	}
	if diff := cmp.Diff([]string{"stdout", "stdout-3", "stdout-2", "file", "owner"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoadFilesNamesBothFilesOfOneReport(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var paths []string
	for _, name := range []string{"a.yaml", "b.yaml"} {
		paths = append(paths, write(t, filepath.Join(folder, name), small))
	}
	reports, _, err := LoadFiles(paths[:1], nil, Options{})
	if err != nil || len(reports) != 1 {
		t.Fatalf("one file: %d reports, error %v", len(reports), err)
	}
	_, _, err = LoadFiles(append(paths, filepath.Join(folder, "c.yaml")), nil, Options{})
	want := paths[1] + ":2:9: report `daily` is defined in " + paths[0] + " too\n" + folder + "/c.yaml: cannot be read: no such file or directory"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func throughJSON(t *testing.T, r *report.Report) *report.Report {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := report.Definition(data)
	if err != nil {
		t.Fatal(err)
	}
	return &again
}

// FuzzLoad asserts that problems point into the file, that hidden lines stay
// hidden, and that a report that is taken survives its JSON form.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(small))
	for _, path := range []string{"testdata/full.yaml", "../../../examples/bot-usage/bot-usage.yaml"} {
		src, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte("report: &a {<<: *a}\nqueries: {<<: [*a, *a]}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, _, err := Load("report.yaml", src, DefaultValues(), Options{})
		if err == nil {
			if diff := cmp.Diff(r, throughJSON(t, r)); diff != "" {
				t.Fatalf("JSON changed the report (-before +after):\n%s", diff)
			}
			return
		}
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 1
		for _, p := range err.(Problems) {
			if p.Format(src); p.Line < 1 || p.Column < 1 || p.Message == "" || lines < p.Line && !strings.ContainsAny(string(src), "\u0085\u2028\u2029") {
				t.Fatalf("a file of %d lines has the problem %+v", lines, p)
			}
		}
	})
}

func TestAQueryThatOnlyLogsInsightsKnowsIsANote(t *testing.T) {
	t.Parallel()
	const src = `report: daily
window: 24h
log_groups: [/aws/lambda/bot]
queries:
  calls: { query: 'parse @message "* *" as a, b | stats count(*) as n' }
deliver:
  - stdout: {}
`
	r, notes, err := Load("report.yaml", []byte(src), DefaultValues(), Options{})
	if err != nil || len(notes) != 1 {
		t.Fatalf("notes %v, error %v", notes, err)
	}
	const want = "report.yaml:5:20: query: `parse` is not supported yet (this query is not checked here and runs on AWS alone)"
	if got := notes[0].String(); got != want || r.Sections[0].Show != report.ShowTable {
		t.Errorf("note %q, section %+v", got, r.Sections[0])
	}
}
