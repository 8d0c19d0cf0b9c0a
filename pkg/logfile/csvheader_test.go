package logfile_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_csv_header reads files of CSV with unusual headers and first records.
func TestSet_Each_csv_header(t *testing.T) {
	t.Parallel()
	const a, record = `10:00:00.000 {"time":"2026-01-01T10:00:00Z","a":1}`, "2026-01-01T10:00:00Z,1\n"
	runFileTests(t, logfile.Options{}, []fileTest{
		{"a first record without a time", "time,user\n,bob\n2026-01-01T10:00:00Z,al\n", []string{`10:00:00.000 {"user":"bob"}`, `10:00:00.000 {"time":"2026-01-01T10:00:00Z","user":"al"}`}, ""},
		{"a first time that is none", "a,time\n1,n/a\n1,2026-01-01T10:00:00Z\n", []string{`10:00:00.000 {"a":1,"time":"n/a"}`, `10:00:00.000 {"a":1,"time":"2026-01-01T10:00:00Z"}`}, "does not exist"},
		{"a short first record", "time,a\n2026-01-01T10:00:00Z\n" + record, []string{"10:00:00.000 2026-01-01T10:00:00Z", a}, uneven},
		{"a long first record", "time,a\n2026-01-01T10:00:00Z,b, c\n" + record, []string{"10:00:00.000 2026-01-01T10:00:00Z,b, c", a}, uneven},
		{"signs in names", "time,status:code,a+b,c*,it's,[d]\n2026-01-01T10:00:00Z,5,,,,\n", []string{`10:00:00.000 {"time":"2026-01-01T10:00:00Z","status:code":5}`}, ""},
		{"a comma at the end", "time,a,\n2026-01-01T10:00:00Z,1,\n", []string{a}, ""},
		{"no first name", ",time,a\n0,2026-01-01T10:00:00Z,1\n", []string{`10:00:00.000 {"column1":0,"time":"2026-01-01T10:00:00Z","a":1}`}, ""},
		{"a digit first", "2xx,time\n5,2026-01-01T10:00:00Z\n", []string{`10:00:00.000 {"2xx":5,"time":"2026-01-01T10:00:00Z"}`}, ""},
		{"comments", "\xef\xbb\xbf# a, b\n\n#c\ntime,a\n# d, e\n#\n" + record, []string{a}, ""},
		{"a record that begins as a comment", "a,time\n#1,2026-01-01T10:00:00Z\n", []string{`10:00:00.000 {"a":"#1","time":"2026-01-01T10:00:00Z"}`}, ""},
		{"a line that begins as a comment, later", "time,a\n" + record + "# b\n", []string{a, "10:00:00.000 # b"}, uneven},
		{"the same header again", "time,a\n" + record + "time,a\n" + record, []string{a, a}, ""},
		{"another header", "b,c,time\n1,2,2026-01-01T10:00:00Z\ntime;a\n2026-01-01T10:00:00Z;1\n", []string{`10:00:00.000 {"b":1,"c":2,"time":"2026-01-01T10:00:00Z"}`, a}, ""},
		{"zones in a column", "date,time,tz\n2026-01-01,11:00:00,+0100\n2026-01-01,10:00:00,UTC\n2026-01-01,10:00:00,\n", []string{`10:00:00.000 {"date":"2026-01-01","time":"11:00:00","tz":"+0100"}`,
			`10:00:00.000 {"date":"2026-01-01","time":"10:00:00","tz":"UTC"}`, `10:00:00.000 {"date":"2026-01-01","time":"10:00:00"}`}, ""},
		{"a zone that is not known", "date,time,timezone\n2026-01-01,10:00:00,UTC\n2026-01-01,12:00:00,Here\n", []string{`10:00:00.000 {"date":"2026-01-01","time":"10:00:00","timezone":"UTC"}`,
			`10:00:00.000 {"date":"2026-01-01","time":"12:00:00","timezone":"Here"}`}, "1 event in a time zone that is not known, with the time of the event before: line 3: 2026-01-01,12:00:00,Here"},
	})
}

// TestSet_Each_csv_within reads tables that a program has logged: they are text.
func TestSet_Each_csv_within(t *testing.T) {
	t.Parallel()
	runFileTests(t, logfile.Options{}, []fileTest{
		{"in an export", "2026-01-01T10:00:00.000Z report:\nname,date,total\nbob,2025-12-31,5\ntotal, 5\n2026-01-01T10:00:05.000Z END\n",
			[]string{"10:00:00.000 report:\nname,date,total\nbob,2025-12-31,5\ntotal, 5", "10:00:05.000 END"}, ""},
		{"in lines", between("id,t,x", "1,1700000000,5", `"hello`), betweenWant("id,t,x", "1,1700000000,5", `"hello`), ""},
		{"after JSON", "{\"time\":\"2026-01-01T10:00:00Z\"}\na,time\nb,2026-01-01T10:00:05Z\n", []string{`10:00:00.000 {"time":"2026-01-01T10:00:00Z"}`, "10:00:00.000 a,time", "10:00:00.000 b,2026-01-01T10:00:05Z"}, ""},
		{"of the console", between("@timestamp,@message", "2026-01-01 10:00:00.500,a"), []string{"10:00:00.000 " + startLine, "10:00:00.500 a", "10:00:01.000 " + endLine}, "CSV of the console"},
		{"a line alone", "2026-01-01T10:00:00Z start, time", []string{"10:00:00.000 2026-01-01T10:00:00Z start, time"}, ""},
		{"a header of the console without records", between("timestamp,message", "a,b"), betweenWant("timestamp,message", "a,b"), ""},
	})
}

// TestOptions_csv_column reads files of CSV with a column that the user has named.
func TestOptions_csv_column(t *testing.T) {
	t.Parallel()
	o := logfile.Options{TimeField: "when"}
	runFileTests(t, o, []fileTest{
		{"after lines", between("a,when", "1,2026-01-01T10:00:00Z"), []string{"10:00:00.000 " + startLine, `10:00:00.000 {"a":1,"when":"2026-01-01T10:00:00Z"}`, "10:00:01.000 " + endLine}, "read as several layouts"},
		{"without the first name", ",time,when\n0,2026-01-01T11:00:00Z,2026-01-01T10:00:00Z\n", []string{`10:00:00.000 {"column1":0,"time":"2026-01-01T11:00:00Z","when":"2026-01-01T10:00:00Z"}`}, ""},
	})
	path := filepath.Join(folder(t, map[string]string{"f": "# a\ntime,a\n2026-01-01T10:00:00Z,1\n"}), "f")
	if _, _, err := readWith(t, o, path); err == nil || !strings.Contains(err.Error(), `f:2: no column "when": want one of the header, as in --time-field time`) {
		t.Errorf("Each = %v, want an error that names the column", err)
	}
}

// TestSet_Each_csv_headers reads files in which each line may be a header, or open quotes
// that do not end: the time for each line remains the same.
func TestSet_Each_csv_headers(t *testing.T) {
	t.Parallel()
	const lines = 20_000
	for _, line := range []string{"time,%d\n", "time,%d,\"x\n", "time,\"x%d\",\"\n", "@timestamp,@message,x%d\n", "\"%d\",\"\n"} {
		var content strings.Builder
		content.WriteString("time,a\n2026-01-01T10:00:00Z,1\n")
		for i := range lines {
			fmt.Fprintf(&content, line, i)
		}
		content.WriteString("z\"\n")
		if _, events := reportOf(t, content.String()); len(events) < lines/3 {
			t.Errorf("%q: %d events", line, len(events))
		}
	}
}
