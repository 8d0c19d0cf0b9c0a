package logfile_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

const uneven = "1 record with another number of columns than the header, read as text"

// TestSet_Each_csv_records reads files of CSV of which some lines are not records as they
// should be: nothing else of the file is lost.
func TestSet_Each_csv_records(t *testing.T) {
	t.Parallel()
	const head, first, last = "time,level,n\n2026-01-01T10:00:00Z,INFO,1\n", `10:00:00.000 {"time":"2026-01-01T10:00:00Z","level":"INFO","n":1}`, `10:00:03.000 {"time":"2026-01-01T10:00:03Z","level":"INFO","n":3}`
	const end = "2026-01-01T10:00:03Z,INFO,3\n"
	runFileTests(t, logfile.Options{}, []fileTest{
		{"an unquoted comma", head + "2026-01-01T10:00:02Z,INFO,hello, world\n" + end, []string{first, "10:00:02.000 2026-01-01T10:00:02Z,INFO,hello, world", last}, uneven},
		{"a blank before quotes", head + "2026-01-01T10:00:02Z, \"INFO, x\",1\n" + end, []string{first, `10:00:02.000 2026-01-01T10:00:02Z, "INFO, x",1`, last}, uneven},
		{"too few columns", head + "2026-01-01T10:00:02Z\n" + end, []string{first, "10:00:02.000 2026-01-01T10:00:02Z", last}, uneven},
		{"text with a comma", head + "hello, you\n" + end, []string{first, "10:00:00.000 hello, you", last}, uneven},
		{"text with commas", head + "a, b, c\n" + end, []string{first, `10:00:00.000 {"time":"a","level":" b","n":" c"}`, last}, "1 event whose time does not exist"},
		{"text with a time", head + "2026-01-01 10:00:01 WARN a, b\nno time\n" + end, []string{first, "10:00:01.000 2026-01-01 10:00:01 WARN a, b", "10:00:01.000 no time", last}, "read as several layouts"},
		{"JSON", head + `{"time":"2026-01-01T10:00:01Z","a":"b,c"}` + "\n" + end, []string{first, `10:00:01.000 {"time":"2026-01-01T10:00:01Z","a":"b,c"}`, last}, "read as several layouts"},
		{"quotes without an end", head + "\"open\n" + end, []string{first, "10:00:00.000 \"open", last}, uneven},
		{"quotes that end in another record", head + "\"open\n" + strings.Replace(end, "INFO", `"INFO"`, 1), []string{first, "10:00:00.000 \"open", last}, uneven},
		{"quotes that end before a text", head + "2026-01-01T10:00:02Z,INFO,\"a\n" + strings.Replace(end, ",3", `,"3"`, 1), []string{first, `10:00:02.000 {"time":"2026-01-01T10:00:02Z","level":"INFO","n":"a"}`, last}, ""},
		{"columns of several lines", head + "2026-01-01T10:00:02Z,\"a\n\nb\",\"c\nd\"\n" + end, []string{first, `10:00:02.000 {"time":"2026-01-01T10:00:02Z","level":"a\n\nb","n":"c\nd"}`, last}, ""},
		{"quotes without an end, more than once", "a,time\n1,2026-01-01T10:00:00Z\n" + strings.Repeat("x\",\"\n", 3),
			[]string{`10:00:00.000 {"a":1,"time":"2026-01-01T10:00:00Z"}`, `10:00:00.000 {"a":"x\""}`, `10:00:00.000 {"a":"x\""}`, `10:00:00.000 {"a":"x\""}`}, "1 event cut off before its end"},
		{"of the console", "timestamp,message\n1767261600000,a,b\n1767261601000,c\n", []string{"10:00:00.000 1767261600000,a,b", "10:00:01.000 c"}, uneven},
		{"of the console, a time that cannot be read", "timestamp,message\nsoon,a\n1767261601000,c\n", []string{"10:00:01.000 a", "10:00:01.000 c"}, "does not exist"},
	})
}

// TestSet_Each_csv_digits reads columns that look as the fraction of a time after a comma,
// and lines that have one.
func TestSet_Each_csv_digits(t *testing.T) {
	t.Parallel()
	runFileTests(t, logfile.Options{}, []fileTest{
		{"of the console", "timestamp,message\n1767261600000,\"192.0.2.1 - - [01/Jan/2026:10:00:00 +0000] \"\"GET\"\"\"\n1767261601000,127.0.0.1 b\n1767261602000,end\n",
			[]string{`10:00:00.000 192.0.2.1 - - [01/Jan/2026:10:00:00 +0000] "GET"`, "10:00:01.000 127.0.0.1 b", "10:00:02.000 end"}, ""},
		{"of a query", "@timestamp,@message\n2026-01-01 10:00:00,192.0.2.1 GET\n2026-01-01 10:00:01,193.0.2.1 GET\n", []string{"10:00:00.000 192.0.2.1 GET", "10:00:01.000 193.0.2.1 GET"}, ""},
		{"times with a zone", "time,n\n2026-01-01T10:00:00Z,250ms\n2026-01-01T15:45:01+05:45,404 Not Found\n",
			[]string{`10:00:00.000 {"time":"2026-01-01T10:00:00Z","n":"250ms"}`, `10:00:01.000 {"time":"2026-01-01T15:45:01+05:45","n":"404 Not Found"}`}, ""},
		{"times without a zone", "time,n\n2026-01-01 10:00:00,50ms\n2026-01-01 10:00:01,250ms\n2026-01-01 10:00:02,123e4567-x\n",
			[]string{`10:00:00.000 {"time":"2026-01-01 10:00:00","n":"50ms"}`, `10:00:01.000 {"time":"2026-01-01 10:00:01","n":"250ms"}`, `10:00:02.000 {"time":"2026-01-01 10:00:02","n":"123e4567-x"}`}, ""},
		{"in quotes", "\"time\",\"ip\"\n\"2026-01-01T10:00:00Z\",\"192.0.2.1\"\n\"2026-01-01 10:00:01\",\"192.0.2.1\"\n",
			[]string{`10:00:00.000 {"time":"2026-01-01T10:00:00Z","ip":"192.0.2.1"}`, `10:00:01.000 {"time":"2026-01-01 10:00:01","ip":"192.0.2.1"}`}, ""},
		{"lines of Python after the file", "time,n\n2026-01-01T10:00:00Z,1\n2026-01-01 10:00:01,123 INFO x\n",
			[]string{`10:00:00.000 {"time":"2026-01-01T10:00:00Z","n":1}`, "10:00:01.123 2026-01-01 10:00:01,123 INFO x"}, "read as several layouts"},
	})
}

// TestSet_Each_csv_cut reads files whose end cuts the last record: in its time, it has the
// time of the record before.
func TestSet_Each_csv_cut(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"a,time\n1,2026-01-01T10:00:02Z\n1,2026-01-02":                                     `10:00:02.000 {"a":1,"time":"2026-01-02"}`,
		"a,time\n1,2026-01-01T10:00:02Z\n1,2026-01-01T10:0":                                `10:00:02.000 {"a":1,"time":"2026-01-01T10:0"}`,
		"a,time\n1,2026-01-01T10:00:02Z\n1,":                                               `10:00:02.000 {"a":1}`,
		"a,time\n1,2026-01-01T10:00:02+05:45\n1,2026-01-02T00:30:00":                       `04:15:02.000 {"a":1,"time":"2026-01-02T00:30:00"}`,
		"a,time\n1,1767261602123456789\n1,176726880012":                                    `10:00:02.123 {"a":1,"time":176726880012}`,
		"a,date,time\n1,2026-01-01,10:00:02\n2,2026-01-02,":                                `10:00:02.000 {"a":2,"date":"2026-01-02"}`,
		"a,date,time\n1,2026-01-01,10:00:02\n2,2026-01-02":                                 `10:00:02.000 2,2026-01-02`,
		"date,time,tz\n2026-01-01,10:00:02,+0000\n2026-01-01,10:00:03,":                    `10:00:02.000 {"date":"2026-01-01","time":"10:00:03"}`,
		"@message,@timestamp\nx,2026-01-01 10:00:02.000\ny,2026-01-02":                     "10:00:02.000 y",
		"time,level,n\n2026-01-01T10:00:02Z,INFO,1\n2026-01-01T10:00:03Z,12":               "10:00:03.000 2026-01-01T10:00:03Z,12",
		"time,level,n\n2026-01-01T10:00:02Z,INFO,1\n2026-01-01T10:00:03Z,INFO,\"open\nend": `10:00:03.000 {"time":"2026-01-01T10:00:03Z","level":"INFO","n":"open\nend"}`,
		"timestamp,message\n1767261602000,a\n1767261603000,\"b\nc\n":                       "10:00:03.000 b\nc",
	} {
		r, events := reportOf(t, content)
		if got := events[len(events)-1]; got != want || r.Cut != 1 || r.Uneven+r.Invalid != 0 || len(events) != 2 {
			t.Errorf("%q: %q, %s, want %q cut off", content, events, r, want)
		}
	}
	for _, last := range []string{"1,2026-01-01T10:00:03Z", "1,2026-01-01T10:00:03+00:00", `1,"2026-01-01T10:00:03"`} {
		if r, events := reportOf(t, "a,time\n1,2026-01-01T10:00:02Z\n"+last); r.Cut != 0 || !strings.HasPrefix(events[1], "10:00:03.000 ") {
			t.Errorf("%q: %q, %d cut, want none", last, events, r.Cut)
		}
	}
}
