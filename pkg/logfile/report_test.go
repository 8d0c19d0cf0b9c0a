package logfile_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// reportOf reads a file and returns its report, without the file's folder.
func reportOf(t *testing.T, content string) (logfile.Report, []string) {
	t.Helper()
	path := filepath.Join(folder(t, map[string]string{"f": content}), "f")
	events, reports, err := readWith(t, logfile.Options{}, path)
	if err != nil || len(reports) != 1 {
		t.Fatalf("%v, %d reports", err, len(reports))
	}
	reports[0].File = "f"
	return reports[0], events
}

const access = `192.0.2.1 - - [01/Jan/2026:00:00:01 +0000] "GET / HTTP/1.1" 200 512` + "\n"

func TestReport_String(t *testing.T) {
	t.Parallel()
	page := `{"events":[{"timestamp":1767225601000,"message":"a","eventId":"` + id1 + `"}]}` + "\n"
	tests := map[string]struct{ content, want string }{
		"one layout":         {`{"time":"2026-01-01T00:00:01Z"}`, "f: JSON lines, time in `time`; 1 event"},
		"two fields":         {`{"time":1767225601}` + "\n" + `{"ts":1767225602}`, "f: JSON lines, time in `time`: 1 event; JSON lines, time in `ts`: 1 event; 2 events"},
		"a zone is missing":  {"2026-01-01 00:00:01 a\n", "f: plain text, time at the start of the line; 1 event; 1 event without a zone, taken as UTC"},
		"gzip":               {zipped(line), "f (gzip): plain text, time at the start of the line; 1 event"},
		"nothing":            {"", "f: no events"},
		"many events":        {strings.Repeat(line, 1234), "f: plain text, time at the start of the line; 1,234 events"},
		"lines without time": {line + "  at x\n  at y\n", "f: plain text, time at the start of the line; 3 events, 2 inherit a time"},
		"several layouts": {line + `{"t":1767225602}` + "\n" + `{"t":1767225603}` + "\nx",
			"f: JSON lines, time in `t`: 3 events; plain text, time at the start of the line: 1 event; 4 events, 1 inherits a time"},
		"layouts of several programs": {access + `{"t":1767225602}` + "\n" + `{"t":1767225603}` + "\nx",
			"f: 4 events, 1 inherits a time; read as several layouts: JSON lines, time in `t`: 3 events; access log, time in brackets: 1 event"},
		"a time that does not exist": {line + "2026-02-30 10:00:00 x\n2026-01-01T25:00:00Z",
			"f: plain text, time at the start of the line; 3 events; 2 events whose time does not exist, with that of the event before: line 2: 2026-02-30 10:00:00 x"},
		"a zone that is not known": {line + "2026-01-02 00:30:00.148 CST [14723] ERROR:  deadlock\n",
			"f: plain text, time at the start of the line; 2 events; 1 event in a time zone that is not known, with the time of the event before: line 2: 2026-01-02 00:30:00.148 CST [14723] ERROR:  deadlock"},
		"the same event twice": {page + page, "f: output of filter-log-events or get-log-events, time in `timestamp`; 1 event; 1 event left out, passed before with the same ID"},
		"cut JSON":             {line + `{"a":1,"b":`, "f: plain text, time at the start of the line; 2 events, 1 inherits a time; 1 event cut off before its end"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, _ := reportOf(t, test.content)
			if diff := cmp.Diff(test.want, r.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestLayout_String(t *testing.T) {
	t.Parallel()
	for want, l := range map[string]logfile.Layout{
		"JSON lines, time in `ts`": {Name: "JSON lines", Time: "in `ts`", Events: 1},
		"plain text":               {Name: "plain text"},
	} {
		if got := l.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestReport_Guessed(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]bool{
		line: false, line + "  at x\n": false, line + `{"t":1767225602}` + "\n[INFO] 2026-01-01T00:00:01Z x": false, line + `{"a":1,"b":`: false, `{"time":"2026-01-01T00:00:01Z"}` + "\n" + `{"timestamp":"2026-01-01T00:00:01Z"}`: false,
		access + `{"t":1767225602}`: true, line + "2026-02-30 10:00:00 x\n": true, "Jan  1 00:00:00 host a\n": true,
	} {
		if r, _ := reportOf(t, content); r.Guessed() != want {
			t.Errorf("%q: Guessed = %v: %s", content, r.Guessed(), r)
		}
	}
}

func TestReport_Notes(t *testing.T) {
	t.Parallel()
	r := logfile.Report{Invented: 1, NoYear: 2, Inherited: 3}
	want := []string{
		"1 event without a time, in a file that has none, with the one given",
		"2 events without a year, taken from the file's time",
	}
	if diff := cmp.Diff(want, r.Notes()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestReport_numbers checks that the numbers of a file with everything add up.
func TestReport_numbers(t *testing.T) {
	t.Parallel()
	r, events := reportOf(t, strings.Join([]string{"head", "2026-01-01 00:00:01 a", "  at x", "2026-02-31 00:00:00 b", "2026-01-01 00:00:02 IST c", "2026-01-01T00:00:03Z d"}, "\n"))
	got := fmt.Sprint(r.Events, r.Inherited, r.Invalid, r.UnknownZone, r.NoZone, r.FirstInvalid, r.FirstUnknownZone)
	if want := "6 2 1 1 1 {4 2026-02-31 00:00:00 b} {5 2026-01-01 00:00:02 IST c}"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	want := []string{"00:00:01.000 head", "00:00:01.000 2026-01-01 00:00:01 a", "00:00:01.000   at x", "00:00:01.000 2026-02-31 00:00:00 b",
		"00:00:01.000 2026-01-01 00:00:02 IST c", "00:00:03.000 2026-01-01T00:00:03Z d"}
	if diff := cmp.Diff(want, events); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
