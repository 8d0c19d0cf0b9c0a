package cwli

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// run compiles a query and feeds it messages, one a second from time 0 on, from
// a buffer that is overwritten each time.
func run(t testing.TB, query string, o Options, messages ...string) (Result, error) {
	t.Helper()
	q, err := Compile(query)
	if err != nil {
		t.Fatalf("Compile(%q): %v", query, err)
	}
	return feed(q.Execution(o), messages)
}

func feed(x *Execution, messages []string) (Result, error) {
	var e Event
	for i, message := range messages {
		for j := range e.Message {
			e.Message[j] = '#'
		}
		e = Event{Timestamp: int64(i) * 1000, Message: append(e.Message[:0], message...), Ptr: fmt.Sprint("p", i)}
		if err := x.Add(&e); err != nil {
			return Result{}, err
		}
	}
	return x.Result(), nil
}

// column lists one field of all rows.
func column(r Result, name string) (values []string) {
	for _, row := range r.Rows {
		for _, field := range row {
			if field.Name == name {
				values = append(values, field.Value)
			}
		}
	}
	return values
}

func numbered(n int) (messages []string) {
	for i := range n {
		messages = append(messages, fmt.Sprintf(`{"n":%d,"text":"\u0061%d"}`, i, i))
	}
	return messages
}

func TestWindowIsHalfOpen(t *testing.T) {
	t.Parallel()
	got, err := run(t, "filter n != 2 | fields n | sort n", Options{Window: Window{1000, 4000}}, numbered(6)...)
	if err != nil {
		t.Fatal(err)
	}
	want := Result{
		Columns:    []string{"n", "@ptr"},
		Rows:       [][]Field{{{"n", "1"}, {"@ptr", "p1"}}, {{"n", "3"}, {"@ptr", "p3"}}},
		Statistics: Statistics{RecordsScanned: 3, RecordsMatched: 2, BytesScanned: 3 * float64(len(numbered(1)[0]))},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTheSmallerLimitHolds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query string
		limit int
		want  int
	}{
		{"fields n", 0, DefaultLimit},
		{"fields n | limit 10500", 0, 10_500},
		{"fields n | limit 5", 7, 5},
		{"fields n | limit 7", 5, 5},
		{"fields n | limit 3 | limit 9", 0, 3},
		{"fields n", 11_000, 10_600},
	}
	for _, test := range tests {
		got, _ := run(t, test.query, Options{Limit: test.limit}, numbered(10_600)...)
		if len(got.Rows) != test.want || got.Statistics.RecordsMatched != 10_600 {
			t.Errorf("%s, Limit %d: %d rows of %v, want %d", test.query, test.limit, len(got.Rows),
				got.Statistics.RecordsMatched, test.want)
		}
	}
}

// Rows that were pushed out lend their memory to those that come in.
func TestKeptRowsOutliveTheirEvents(t *testing.T) {
	t.Parallel()
	got, _ := run(t, "fields text, @message | sort n % 10 desc, n desc | limit 4", Options{}, numbered(1000)...)
	if diff := cmp.Diff([]string{"a999", "a989", "a979", "a969"}, column(got, "text")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if want := numbered(1000)[979]; column(got, "@message")[2] != want {
		t.Errorf("@message = %s, want %s", column(got, "@message")[2], want)
	}
	got, _ = run(t, "stats max(text), min(text) by n % 2 as odd, text like /7$/ as seven | sort odd, seven", Options{}, numbered(50)...)
	if diff := cmp.Diff([]string{"a48", "a49", "a47"}, column(got, "max(text)")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestBinsBefore1970(t *testing.T) {
	t.Parallel()
	for ms, want := range map[int64]int64{-1: -1000, -1000: -1000, -1001: -2000, 0: 0, 1999: 1000} {
		if got := floor(ms, 1000); got != want {
			t.Errorf("floor(%d) = %d, want %d", ms, got, want)
		}
	}
}

func TestTooManyGroupsIsAnError(t *testing.T) {
	t.Parallel()
	q, err := Compile("stats count(*) by n")
	if err != nil {
		t.Fatal(err)
	}
	x := q.Execution(Options{})
	x.groups.limit = 3
	_, err = feed(x, numbered(4))
	if e, ok := errors.AsType[*TooManyGroupsError](err); !ok || e.Limit != 3 {
		t.Errorf("Add = %v, want a *TooManyGroupsError", err)
	}
	if again := x.Add(&Event{Message: []byte("{}")}); !errors.Is(again, err) {
		t.Errorf("Add after the error = %v, want the same", again)
	}
}

func TestOneQueryRunsManyTimesAtOnce(t *testing.T) {
	t.Parallel()
	q, err := Compile(`filter text like /a.*/ and n in [1, 2, 3] | stats sum(n) as s by text | sort s desc`)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			got, err := feed(q.Execution(Options{}), numbered(100))
			if diff := cmp.Diff([]string{"3", "2", "1"}, column(got, "s")); diff != "" || err != nil {
				t.Errorf("%v (-want +got)\n%s", err, diff)
			}
		})
	}
	wg.Wait()
}

// The filter stops at the field it needs; that the rest is no JSON must not
// change the answer.
func TestBrokenJSONHasNoFields(t *testing.T) {
	t.Parallel()
	broken := []string{`{"n":1`, `{"n":1,}`, `{"n":1} x`, `{"n":1,"m":tru}`, `{"n":1,"m":"` + "\n" + `"}`}
	for _, query := range []string{"filter n = 1", "filter ispresent(n)", "filter n in [1]", "filter n like /1/", "filter n",
		"fields n as a | filter a = 1", "filter 0 = 1 or n > 0", "fields ispresent(n) as p | filter p = 1", "filter -n < 0"} {
		if got, _ := run(t, query, Options{}, broken...); len(got.Rows) != 0 {
			t.Errorf("%s: %v, want no row", query, got.Rows)
		}
	}
	for _, query := range []string{"filter not n = 1", "filter (n = 1) = 0", "filter @message like /n/ | stats count(n) as c | filter c = 0",
		"fields ispresent(n) as p | filter p = 0", "fields n | filter not ispresent(n)", "filter ispresent(n) + 1 = 1"} {
		if got, _ := run(t, query, Options{}, broken...); len(got.Rows) == 0 {
			t.Errorf("%s: no row", query)
		}
	}
}

// seeds are queries and messages for FuzzRun.
var seeds = []struct{ query, message string }{
	{"filter (is_group=1) | stats count(*) as calls", `{"_aws":{"Timestamp":1},"is_group":true}`},
	{"stats count(*), max(a), sum(a) by bin(1h), b | sort b desc", `{"a":1.5,"b":"x\u00e4","c":[1,{"d":null}]}`},
	{"fields a, b.c, @duration | filter not (a = 1 and b.c like /x+/) or a in [1] | sort b.c, a desc | limit 2", `{"a":1,"b":{"c":"xx"}`},
	{"filter !ispresent(a) | display a + 1 as x, @message", "REPORT RequestId: 1\tDuration: 1 ms"},
	{"stats sum(a = 1) / count(*) as x, max(b.c) by b.c not in [1, \"x\"] as k | filter x >= 0 | sort k, x desc", `{"a":1,"b":{"c":2}} x`},
	{"fields a as b | filter b = 1 or ispresent(c) = 0 | display b, -c ^ 2, @requestId", `{"c":1e3,"a":"1"`},
	{"stats count(*) by bin(1h), a | sort bin(1h), count(*) | fields a + 1 as c | display c | limit 1", `{"a":1}`},
	{"filter a > 9007199254740993 | fields a % 0, @@x", `text {"a":9007199254740994,"@x":""}`},
}

// FuzzRun checks that stopping early in JSON changes no answer, and that no row
// depends on an event's memory after Add.
func FuzzRun(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed.query, seed.message)
	}
	f.Fuzz(func(t *testing.T, query, message string) {
		q, err := Compile(query)
		if err != nil {
			t.Skip()
		}
		messages := []string{message, seeds[0].message, message + "x", seeds[1].message, strings.ToUpper(message)}
		got, _ := feed(q.Execution(Options{}), messages)
		careful := *q.plan
		careful.strict = true
		want, _ := feed((&Query{plan: &careful}).Execution(Options{}), messages)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q over %q: strict and lazy reading differ (-strict +lazy)\n%s", query, messages, diff)
		}
		if got.Statistics.RecordsMatched > got.Statistics.RecordsScanned || len(got.Rows) > len(messages) {
			t.Errorf("%q over %q: %+v", query, messages, got)
		}
	})
}

func TestOnlyTheCallersLimitTruncates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query string
		limit int
		want  bool
	}{
		{"fields n", 3, false}, {"fields n", 2, true}, {"fields n", 0, false},
		{"fields n | limit 2", 3, false}, {"fields n | limit 2", 0, false}, {"fields n | limit 2", 1, true},
		{"stats count(*) by n", 2, true}, {"filter n = 1 | fields n", 1, false},
	}
	for _, test := range tests {
		got, err := run(t, test.query, Options{Limit: test.limit}, numbered(3)...)
		if err != nil || got.Truncated != test.want {
			t.Errorf("%s with limit %d: truncated %v, error %v, want %v", test.query, test.limit, got.Truncated, err, test.want)
		}
	}
}
