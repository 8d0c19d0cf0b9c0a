package logfile_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_csvExport reads what the console downloads.
func TestSet_Each_csvExport(t *testing.T) {
	t.Parallel()
	for content, want := range map[string][]event{
		"timestamp,message\n1767225601000,\"START RequestId: x\n\"\n\n1767225602000,\"a, \"\"b\"\"\n\nc\"\n": {
			{"00:00:01.000", "f", "START RequestId: x\n"}, {"00:00:02.000", "f", "a, \"b\"\n\nc"}},
		"@timestamp,@logStream,@message\r\n2026-01-01 00:00:01.000,s,hello\r\n": {{"00:00:01.000", "s", "hello"}},
	} {
		if diff := cmp.Diff(want, read(t, filepath.Join(folder(t, map[string]string{"f": content}), "f"))); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	for _, content := range []string{"timestamp,message\nsoon,a\n", "timestamp,message\nx\n"} {
		err := open(t, folder(t, map[string]string{"f": content})).Each(t.Context(), "", func(*cwli.Event) error { return nil })
		if err == nil || !strings.Contains(err.Error(), "has a time") {
			t.Errorf("Each = %v, want an error", err)
		}
	}
}

// TestSet_Each_csv reads CSV files of other programs: their records are objects with the
// names of the columns, and their headers are not events.
func TestSet_Each_csv(t *testing.T) {
	t.Parallel()
	const iso = "2026-01-01T00:00:01Z plain\n"
	for name, test := range map[string]struct {
		content string
		want    []event
	}{
		"rows of a query without a message": {"@timestamp,level,n\n2026-01-01 00:00:01.000,ERROR,1\n2026-01-01 00:00:02.000,,x\"y\n", []event{
			{"00:00:01.000", "f", `{"@timestamp":"2026-01-01 00:00:01.000","level":"ERROR","n":1}`},
			{"00:00:02.000", "f", `{"@timestamp":"2026-01-01 00:00:02.000","n":"x\"y"}`}}},
		"a message among others": {"timestamp,level,message\n2026-01-01T00:00:01Z,ERROR,\"a, b\"\n", []event{
			{"00:00:01.000", "f", `{"timestamp":"2026-01-01T00:00:01Z","level":"ERROR","message":"a, b"}`}}},
		"semicolons":          {"Time;Level;n\n2026-01-01 00:00:01;a,b;007\n", []event{{"00:00:01.000", "f", `{"Time":"2026-01-01 00:00:01","Level":"a,b","n":"007"}`}}},
		"tabs":                {"time\tn\n2026-01-01 00:00:01\t-1.5e3\n", []event{{"00:00:01.000", "f", `{"time":"2026-01-01 00:00:01","n":-1.5e3}`}}},
		"a date and a time":   {"date,time,n\n2026-01-01,00:00:01,1\n", []event{{"00:00:01.000", "f", `{"date":"2026-01-01","time":"00:00:01","n":1}`}}},
		"a date, a whole one": {"date,n\n2026-01-01 00:00:01,1\n", []event{{"00:00:01.000", "f", `{"date":"2026-01-01 00:00:01","n":1}`}}},
		"after empty lines":   {"\n\ntimestamp,message\n1767225601000,a\n", []event{{"00:00:01.000", "f", "a"}}},
		"after lines": {iso + "timestamp,message\n1767225601000,a\n1767225602000,\"b\nc\"\n", []event{
			{"00:00:01.000", "f", "2026-01-01T00:00:01Z plain"}, {"00:00:01.000", "f", "a"}, {"00:00:02.000", "f", "b\nc"}}},
		"in an event of an export": {"2026-01-01T00:00:01.000Z a\ntimestamp,message\nb,2\n", []event{
			{"00:00:01.000", "f", "a\ntimestamp,message\nb,2"}}},
		"joined": {"timestamp,message\n1767225601000,a\ntimestamp,message\n1767225602000,b\ntime,n\n2026-01-01 00:00:03,1\n", []event{
			{"00:00:01.000", "f", "a"}, {"00:00:02.000", "f", "b"}, {"00:00:03.000", "f", `{"time":"2026-01-01 00:00:03","n":1}`}}},
		"before lines with a comma in their times": {"timestamp,message\n1767225601000,a\n2026-01-01 00:00:02,123 INFO x\n2026-01-01 00:00:03,456 INFO y, z\n", []event{
			{"00:00:01.000", "f", "a"}, {"00:00:02.123", "f", "2026-01-01 00:00:02,123 INFO x"}, {"00:00:03.456", "f", "2026-01-01 00:00:03,456 INFO y, z"}}},
		"names in a text": {iso + "time, and so on\nmessage,timestamp\nx\n", []event{
			{"00:00:01.000", "f", "2026-01-01T00:00:01Z plain"}, {"00:00:01.000", "f", "time, and so on"}, {"00:00:01.000", "f", "message,timestamp"}, {"00:00:01.000", "f", "x"}}},
		"a value without a time": {"time,n\n2026-01-01 00:00:01,1\n,2\nsoon,3\n", []event{
			{"00:00:01.000", "f", `{"time":"2026-01-01 00:00:01","n":1}`}, {"00:00:01.000", "f", `{"n":2}`}, {"00:00:01.000", "f", `{"time":"soon","n":3}`}}},
		"without records": {"timestamp,message\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkFile(t, test.content, test.want, false)
		})
	}
}

// TestOptions_csv reads a CSV file whose time is in a form that a user names.
func TestOptions_csv(t *testing.T) {
	t.Parallel()
	path := filepath.Join(folder(t, map[string]string{"f": "level,when,time,msg\nERROR,01.01.2026 00:00:01,01.02.2026 00:00:09,1\n"}), "f")
	const form = "%d.%m.%Y %H:%M:%S"
	for want, o := range map[string]logfile.Options{
		"1767225601000": {TimeField: "when", TimeFormat: form}, "1769904009000": {TimeFormat: form},
	} {
		set, err := o.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		err = set.Each(t.Context(), "", func(e *cwli.Event) error {
			if got := fmt.Sprint(e.Timestamp); got != want || !strings.HasPrefix(string(e.Message), `{"level":"ERROR","when":`) {
				t.Errorf("%+v: %s %s, want %s", o, got, e.Message, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// TestReport_csv checks the layouts of CSV files, and that columns which are not read are
// noted.
func TestReport_csv(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"@timestamp,level,n\n2026-01-01 00:00:01.000,ERROR,1\n":         "f: CSV, time in `@timestamp`; 1 event",
		"@timestamp,@message,level\n2026-01-01 00:00:01.000,a,b\n":      "f: CSV of the console, time in the column of the header; 1 event; the events are the column @message; other columns are not read: level",
		"timestamp,message\n1767225601000,a\n":                          "f: CSV of the console, time in the column of the header; 1 event",
		"time,n\n2026-01-01T00:00:01Z\n2026-01-01T00:00:01Z,1\n1,2,3\n": "f: CSV, time in `time`; 3 events, 1 inherits a time; 2 records with another number of columns than the header, read as text",
		"time,n\n2026-01-01T00:00:01Z,1\n2026-02-30T00:00:01Z,2\n":      "f: CSV, time in `time`; 2 events; 1 event whose time does not exist, with that of the event before: line 3: 2026-02-30T00:00:01Z",
	} {
		if r, _ := reportOf(t, content); r.String() != want {
			t.Errorf("%s\nwant %s", r, want)
		}
	}
}
