package logfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// readWith returns the times and messages of the events that the options read, and the
// reports.
func readWith(t *testing.T, o logfile.Options, paths ...string) (events []string, reports []logfile.Report, err error) {
	t.Helper()
	o.Report = func(r logfile.Report) { reports = append(reports, r) }
	set, err := o.Open(paths...)
	if err != nil {
		return nil, nil, err
	}
	err = set.Each(t.Context(), "", func(e *cwli.Event) error {
		events = append(events, time.UnixMilli(e.Timestamp).UTC().Format("15:04:05.000 ")+string(e.Message))
		return nil
	})
	return events, reports, err
}

func TestOptions_Open(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		options logfile.Options
		content string
		want    []string
	}{
		{"a field", logfile.Options{TimeField: "meta.at"},
			`{"timestamp":"2026-01-01T09:00:00Z","meta":{"at":"2026-01-01T00:00:01Z"}}` + "\n" + `{"timestamp":"2026-01-01T09:00:00Z"}` + "\n",
			[]string{`00:00:01.000 {"timestamp":"2026-01-01T09:00:00Z","meta":{"at":"2026-01-01T00:00:01Z"}}`, `00:00:01.000 {"timestamp":"2026-01-01T09:00:00Z"}`}},
		{"a field of logfmt", logfile.Options{TimeField: "at"}, "ts=2026-01-01T09:00:00Z at=2026-01-01T00:00:01Z\n",
			[]string{"00:00:01.000 ts=2026-01-01T09:00:00Z at=2026-01-01T00:00:01Z"}},
		{"a column", logfile.Options{TimeField: "end"}, "account-id start end action log-status\n1 1767225600 1767225601 ACCEPT OK\n",
			[]string{"00:00:01.000 1 1767225600 1767225601 ACCEPT OK"}},
		{"a field in a form", logfile.Options{TimeField: "at", TimeFormat: "%d.%m.%Y %H:%M:%S"}, `{"at":"01.01.2026 00:00:01"}`,
			[]string{`00:00:01.000 {"at":"01.01.2026 00:00:01"}`}},
		{"a form", logfile.Options{TimeFormat: "%d.%m.%Y %T"}, "INFO [01.01.2026 00:00:01] a\n2026-01-01 09:00:00 INFO b\n",
			[]string{"00:00:01.000 INFO [01.01.2026 00:00:01] a", "00:00:01.000 2026-01-01 09:00:00 INFO b"}},
		{"a form that is shorter than the time", logfile.Options{TimeFormat: "%d.%m.%Y %T"}, "01.01.2026 01:00:01.25 +0100 a\n01.01.2026 00:00:09:5 b\n01.01.2026 00:00:0",
			[]string{"00:00:01.250 01.01.2026 01:00:01.25 +0100 a", "00:00:01.250 01.01.2026 00:00:09:5 b", "00:00:01.250 01.01.2026 00:00:0"}},
		{"a field of dates", logfile.Options{TimeField: "date"}, "date=2026-01-01 time=00:00:01\n", []string{"00:00:00.000 date=2026-01-01 time=00:00:01"}},
		{"now", logfile.Options{NoTime: logfile.TimeNow, Now: time.Date(2026, 1, 1, 0, 0, 7, 0, time.UTC)}, "a\nb\n",
			[]string{"00:00:07.000 a", "00:00:07.000 b"}},
		{"the file's time", logfile.Options{NoTime: logfile.TimeFile}, "a\n{\"level\":1}\n", []string{"12:00:00.000 a", `12:00:00.000 {"level":1}`}},
		{"the file's time is not needed", logfile.Options{NoTime: logfile.TimeFile}, line, []string{"00:00:01.000 " + strings.TrimSpace(line)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(folder(t, map[string]string{"f": test.content}), "f")
			noon := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
			if err := os.Chtimes(path, noon, noon); err != nil {
				t.Fatal(err)
			}
			got, _, err := readWith(t, test.options, path)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got)\n%s", err, diff)
			}
		})
	}
	if _, err := (logfile.Options{TimeFormat: "%Q"}).Open("."); err == nil || !strings.Contains(err.Error(), `invalid time format "%Q": invalid %Q: want one of`) {
		t.Errorf("Open = %v, want an error that names the directives", err)
	}
}

func TestParseNoTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]logfile.NoTime{"": logfile.TimeError, "now": logfile.TimeNow, "file": logfile.TimeFile} {
		if got, err := logfile.ParseNoTime(text); got != want || err != nil {
			t.Errorf("ParseNoTime(%q) = %v, %v", text, got, err)
		}
	}
	if _, err := logfile.ParseNoTime("soon"); err == nil || err.Error() != `invalid time "soon" for lines without one: want now or file` {
		t.Errorf("ParseNoTime = %v", err)
	}
}

func TestOptions_Open_standard_input(t *testing.T) {
	t.Parallel()
	events := func(set *logfile.Set) (n int, err error) {
		err = set.Each(t.Context(), "", func(*cwli.Event) error { n++; return nil })
		return n, err
	}
	t.Run("is read again", func(t *testing.T) {
		t.Parallel()
		set, err := logfile.Options{Stdin: iotest.OneByteReader(strings.NewReader(line + line))}.Open("-", "-")
		if err != nil {
			t.Fatal(err)
		}
		enough := errors.New("enough")
		if err := set.Each(t.Context(), "", func(*cwli.Event) error { return enough }); !errors.Is(err, enough) {
			t.Errorf("Each = %v", err)
		}
		for range 2 {
			if n, err := events(set); n != 2 || err != nil {
				t.Errorf("%d events, %v, want 2", n, err)
			}
		}
		if path, ok := logfile.Shared(set, set); path != "-" || !ok {
			t.Errorf("Shared = %q, %v, want standard input", path, ok)
		}
	})
	t.Run("a second time, when it is long", func(t *testing.T) {
		t.Parallel()
		set, err := logfile.Options{Stdin: strings.NewReader(strings.Repeat(line, logfile.MaxStdin/len(line)+1))}.Open("-")
		if err != nil {
			t.Fatal(err)
		}
		if n, err := events(set); n != logfile.MaxStdin/len(line)+1 || err != nil {
			t.Errorf("%d events, %v", n, err)
		}
		if _, err := events(set); err == nil || !strings.Contains(err.Error(), "read standard input again: it is longer than 16 MiB: save it to a file") {
			t.Errorf("the second time: %v, want an error", err)
		}
	})
	t.Run("compressed", func(t *testing.T) {
		t.Parallel()
		set, err := logfile.Options{Stdin: strings.NewReader(zipped(line))}.Open("-")
		if err != nil {
			t.Fatal(err)
		}
		if n, err := events(set); n != 1 || err != nil {
			t.Errorf("%d events, %v, want 1", n, err)
		}
	})
}

// notLogs are files that are not logs, and what a user reads about them.
var notLogs = map[string]string{
	"README.md":     "no line in the first 16 bytes has a time: see --time-field, --time-format and --time",
	"logo.png":      "this is an image (PNG)",
	"results.json":  "this is the result of a query, as get-query-results prints it: read the log events themselves, as filter-log-events prints them",
	"messages.json": "this is a list of texts without their times, as --query 'events[].message' prints: export whole events, without --query",
	"rows.json":     "this is a list of lists, as --query prints rows",
	"app.log.xz":    "this is compressed by xz: decompress it, as with xz -d",
	"feb31.log":     `no line in the first 88 bytes has a time that exists: line 1: "{\"timestamp\":\"2026-02-31T10:00:00Z\"`,
	"cst.log":       `no line in the first 31 bytes has a time in a zone that is known: line 1: "2026-01-02 00:30:00 CST [1] LOG"`,
	"package.json":  "no line in the first",
	"text.txt":      "this is output of the AWS CLI as text: export the events as JSON, with --output json",
	"events.yaml":   "this is output of the AWS CLI as YAML",
	"event.json":    "this is the event of a Lambda function that is subscribed to a log group: unpack its data, as with jq -r .awslogs.data",
}

func notLogFiles() map[string]string {
	return map[string]string{
		"README.md":     "# Logs\nof May 1\n",
		"logo.png":      "\x89PNG\r\n\x1a\n\x00\x00",
		"results.json":  `{"results":[[{"field":"@timestamp","value":"2026-01-01 00:00:00.000"}]],"statistics":{"recordsMatched":1.0},"status":"Complete"}`,
		"messages.json": "[\n    \"ERROR one\",\n    \"ERROR two\"\n]\n",
		"rows.json":     "[\n    [\n        1767225600000,\n        \"ERROR\"\n    ]\n]\n",
		"app.log.xz":    "\xfd7zXZ\x00\x00",
		"feb31.log":     `{"timestamp":"2026-02-31T10:00:00Z","a":1}` + "\n2026-02-30 10:00:00 x\n2026-04-31T00:00:00Z y\n",
		"cst.log":       "2026-01-02 00:30:00 CST [1] LOG",
		"text.txt":      "EVENTS\t1767225601000\thello world\t1767225600000\n",
		"events.yaml":   "events:\n- ingestionTime: 1767225601000\n  message: hello\n  timestamp: 1767225600000\n",
		"event.json":    `{"awslogs":{"data":"H4sI"}}`,
		"package.json":  "{\n  \"name\": \"x\",\n  \"time\": \"never\"\n}\n",
	}
}

func TestOptions_Open_what_is_not_a_log(t *testing.T) {
	t.Parallel()
	files := notLogFiles()
	t.Run("named", func(t *testing.T) {
		t.Parallel()
		root := folder(t, files)
		for name, want := range notLogs {
			if _, _, err := readWith(t, logfile.Options{}, filepath.Join(root, name)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v, want … %s", name, err, want)
			}
		}
	})
	t.Run("in a folder and in an archive", func(t *testing.T) {
		t.Parallel()
		withLog := notLogFiles()
		withLog["z.log"] = line
		for kind, path := range map[string]string{"folder": folder(t, withLog), "archive": archive(t, withLog)} {
			events, reports, err := readWith(t, logfile.Options{}, path)
			if len(events) != 1 || err != nil {
				t.Errorf("%s: %d events, %v, want 1", kind, len(events), err)
			}
			for name, want := range notLogs {
				i := slices.IndexFunc(reports, func(r logfile.Report) bool { return strings.HasSuffix(r.File, name) })
				if i < 0 || reports[i].Err == nil || !strings.Contains(reports[i].String(), want) || !reports[i].Guessed() {
					t.Errorf("%s: no report that %s … %s: %v", kind, name, want, reports)
				}
			}
		}
	})
	t.Run("in a folder without a log", func(t *testing.T) {
		t.Parallel()
		_, _, err := readWith(t, logfile.Options{}, folder(t, files))
		if err == nil || !strings.Contains(err.Error(), "none of 12 files is a log: read log file ") {
			t.Errorf("Each = %v, want an error", err)
		}
	})
	t.Run("without a report", func(t *testing.T) {
		t.Parallel()
		root := folder(t, map[string]string{"README.md": "# x\n", "z.log": line})
		err := open(t, root).Each(t.Context(), "", func(*cwli.Event) error { return nil })
		if err == nil || !strings.Contains(err.Error(), "README.md:1: no line in the first 4 bytes has a time") {
			t.Errorf("Each = %v, want an error, since nobody would read a report", err)
		}
	})
}
