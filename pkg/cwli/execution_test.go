package cwli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExecution_Add(t *testing.T) {
	t.Parallel()
	t.Run("the window is half-open", func(t *testing.T) {
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
	})
	// The memory of a row that drops out of the result is used for another.
	t.Run("rows outlive their events", func(t *testing.T) {
		t.Parallel()
		got, _ := run(t, "fields text, @message | sort n % 10 desc, n desc | limit 4", Options{}, numbered(1000)...)
		if diff := cmp.Diff([]string{"a999", "a989", "a979", "a969"}, column(got, "text")); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if want := numbered(1000)[979]; column(got, "@message")[2] != want {
			t.Errorf("@message = %s, want %s", column(got, "@message")[2], want)
		}
	})
	t.Run("groups outlive their events", func(t *testing.T) {
		t.Parallel()
		got, _ := run(t, "stats max(text), min(text) by n % 2 as odd, text like /7$/ as seven | sort odd, seven", Options{}, numbered(50)...)
		if diff := cmp.Diff([]string{"a48", "a49", "a47"}, column(got, "max(text)")); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

// A filter reads a message only up to the field that it needs. What follows and
// is not JSON must not change the answer.
func TestExecution_Add_invalid_JSON(t *testing.T) {
	t.Parallel()
	broken := []string{`{"n":1`, `{"n":1,}`, `{"n":1} x`, `{"n":1,"m":tru}`, `{"n":1,"m":"` + "\n" + `"}`}
	for _, query := range []string{"filter n = 1", "filter ispresent(n)", "filter n in [1]", "filter n like /1/", "filter n",
		"fields n as a | filter a = 1", "filter 0 = 1 or n > 0", "fields ispresent(n) as p | filter p = 1", "filter -n < 0", "filter (n = 1) = 0"} {
		if got, _ := run(t, query, Options{}, broken...); len(got.Rows) != 0 {
			t.Errorf("%s: %v, want no row", query, got.Rows)
		}
	}
	for _, query := range []string{"filter not n = 1", "filter @message like /n/ | stats count(n) as c | filter c = 0",
		"fields ispresent(n) as p | filter p = 0", "fields n | filter not ispresent(n)", "filter ispresent(n) + 1 = 1"} {
		if got, _ := run(t, query, Options{}, broken...); len(got.Rows) == 0 {
			t.Errorf("%s: no row", query)
		}
	}
}

func TestExecution_Result(t *testing.T) {
	t.Parallel()
	t.Run("the smaller limit holds", func(t *testing.T) {
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
	})
	t.Run("it ends with its context", func(t *testing.T) {
		t.Parallel()
		q, err := Compile("stats count(*) by n")
		if err != nil {
			t.Fatal(err)
		}
		x := q.Execution(Options{})
		for i, message := range numbered(3 * checkEvery) {
			if err := x.Add(&Event{Timestamp: int64(i), Message: []byte(message)}); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if got, err := x.Result(ctx); !errors.Is(err, context.Canceled) || len(got.Rows) != 0 || x.top.arrived != 0 {
			t.Errorf("%d rows of %d, %v, want none and the context's error", len(got.Rows), x.top.arrived, err)
		}
	})
	t.Run("only the caller's limit truncates", func(t *testing.T) {
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
	})
}

func TestQuery_Execution_concurrent(t *testing.T) {
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

func TestEvent_Pointer(t *testing.T) {
	t.Parallel()
	made := 0
	of := func(place int64) string { made++; return fmt.Sprint("at ", place) }
	for want, e := range map[string]Event{"p": {Ptr: "p", PtrOf: of}, "at 7": {PtrOf: of, Place: 7}, "": {}} {
		if got := e.Pointer(); got != want {
			t.Errorf("the pointer is %q, want %q", got, want)
		}
	}
	x := func() *Execution {
		q, err := Compile("fields a | sort a | limit 2")
		if err != nil {
			t.Fatal(err)
		}
		return q.Execution(Options{})
	}()
	made = 0
	for i := range int64(100) {
		if err := x.Add(&Event{Message: fmt.Appendf(nil, `{"a":%d}`, i), PtrOf: of, Place: i}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := x.Result(t.Context())
	if ptrs := fmt.Sprint(column(got, "@ptr")); err != nil || ptrs != "[at 0 at 1]" || made > 4 {
		t.Errorf("pointers %s, %v; %d were made", ptrs, err, made)
	}
}
