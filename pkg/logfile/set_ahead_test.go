package logfile_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// answered is all that comes of a query over a file: the events as the query got them, its
// answer, and the report on the file.
type answered struct {
	events      []string // unless there are batches
	n, bytes    int64    // of events and their messages
	first, last int64    // the range of their times
	result      cwli.Result
	report      string
	err         string

	batches int // that the query got in the place of events
}

// count counts events.
func (a *answered) count(n, bytes, first, last int64) {
	if a.n == 0 {
		a.first, a.last = first, last
	}
	a.n, a.bytes, a.first, a.last = a.n+n, a.bytes+bytes, min(a.first, first), max(a.last, last)
}

// ask runs a query over a file, which so many workers read in blocks of a size.
func ask(t testing.TB, path, query string, workers, size int) (a answered) {
	t.Helper()
	o := logfile.Options{NoTime: logfile.TimeFile, Report: func(r logfile.Report) { a.report = fmt.Sprintf("%s %+v", r, r.Notes()) }}
	set, err := o.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	set.ReadAhead(workers, size)
	q, err := cwli.Compile(query)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	a.result, err = q.Run(t.Context(), cwli.Options{Window: cwli.Window{Start: start, End: start + time.Hour.Milliseconds()}},
		func(ctx context.Context, in cwli.Input, yield func(*cwli.Event) error) error {
			return set.EachOf(ctx, "", in, func(e *cwli.Event) error {
				if b := e.Batch; b != nil {
					a.batches++
					a.count(b.Events, b.Bytes, b.First, b.Last)
					return yield(e)
				}
				a.count(1, int64(len(e.Message)), e.Timestamp, e.Timestamp)
				a.events = append(a.events, fmt.Sprint(e.Timestamp, e.IngestionTime, e.Group, e.Stream, e.Pointer(), string(e.Message)))
				return yield(e)
			})
		})
	a.err = fmt.Sprint(err)
	return a
}

// askBoth fails the test if a query over a file has another answer when it is read ahead.
func askBoth(t testing.TB, path, query string) {
	t.Helper()
	want := ask(t, path, query, 1, 0)
	for _, size := range []int{100, 700, 1 << 20} {
		got := ask(t, path, query, 3, size)
		if got.batches > 0 {
			got.events, got.batches = want.events, 0
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(answered{})); diff != "" {
			t.Fatalf("%s, blocks of %d bytes (-in order +ahead)\n%s", query, size, diff)
		}
	}
}

// queriesAhead are queries whose filters and fields are looked at ahead: of messages and of
// their JSON, with the time that some lines have from others, and with an error.
var queriesAhead = []string{
	"stats count(*), sum(n), min(@timestamp), max(n) by @logStream",
	"filter n > 2 | fields @timestamp, n, @message | sort n desc, @timestamp | limit 7",
	"filter @message like /message|n/ and not ispresent(level) | display @ptr, @message, last, msg | limit 1000",
	"filter @timestamp % 2000 = 0 | stats count(*) as c, count(n) by bin(5s)",
	`parse @message "number *" as n2 | filter n2 >= 3 or level = "info" | stats count_distinct(@message) by n2`,
	"limit any 9",
	"fields @timestamp, n", // no query for batches
}

// noise are lines that are read in order, or whose times are those of other lines.
var noise = []string{"", "  ", "undated", `{"n":1}`, `{"n":1,"time":"soon"}`, `{"time":"2026-01-01T00:00:09Z","n":`, "{", "  \"a\": 1", "}", "[1,", `["a"]`,
	`{"Records":[{"n":1}]}`, "#Fields: date time n", "timestamp,message", "\tat x.y(z.java)", " {\"time\":\"2026-01-01T00:00:08Z\",\"n\":7}", "\ufeffx\r",
	`{"log":"part","stream":"stdout","time":"2026-01-01T00:00:07Z"}`, `{"time":"2026-01-01T00:00:06Z"}{"time":"2026-01-01T00:00:05Z"}`,
	`{"time":"2026-02-31T00:00:06Z","n":5}`, "web-2  | 2026-01-01T00:00:04Z x", strings.Repeat("long ", 300),
	`{"timestamp":1767225603000,"message":"\u0061 n","logStreamName":"s","eventId":"` + strings.Repeat("7", 56) + `"}`}

// mixture returns a file of lines of several layouts, of most of which many follow each other.
func mixture(draw *rand.Rand) string {
	samples := allSamples()
	b := &strings.Builder{}
	for range 2 + draw.IntN(6) {
		s := samples[draw.IntN(len(samples))]
		for range draw.IntN(8) {
			b.WriteString(s.file(draw.IntN(50), nepal).content)
			if draw.IntN(6) == 0 {
				b.WriteString(noise[draw.IntN(len(noise))] + "\n")
			}
		}
	}
	content := b.String()
	return content[:len(content)-min(draw.IntN(4), len(content))]
}

func TestSet_EachOf(t *testing.T) {
	t.Parallel()
	const files = 60
	for seed := range uint64(files) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "f")
			if err := os.WriteFile(path, []byte(mixture(rand.New(rand.NewPCG(seed, 1)))), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, query := range queriesAhead {
				askBoth(t, path, query)
			}
		})
	}
}

// TestSet_EachOf_long reads files in blocks of the size that programs use.
func TestSet_EachOf_long(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string]string{
		"JSON": `{"time":"2026-01-01T00:00:01Z","n":%d,"text":"` + strings.Repeat("x", 400) + "\"}\nSTART\n", "text": "2026-01-01 00:00:01 INFO n %d\n\tat x\n",
		"with other lines": "{\"time\":\"2026-01-01T00:00:01Z\",\"n\":%d}\n" + strings.Repeat("x", 3000) + "\n{\n \"time\":\"2026-01-01T00:00:02Z\"\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := &strings.Builder{}
			for n := 0; b.Len() < 3<<20; n++ {
				fmt.Fprintf(b, lines, n%100)
			}
			path := filepath.Join(folder(t, map[string]string{"f": zipped(b.String())}), "f")
			const query = "filter n >= 50 or @message like 'n 7' | stats count(*), sum(n), avg(strlen(@message)) by @timestamp"
			want, got := ask(t, path, query, 1, 0), ask(t, path, query, 3, 512<<10)
			if (got.batches > 0) == (name == "with other lines") {
				t.Errorf("%d batches", got.batches)
			}
			got.events, got.batches = want.events, 0
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(answered{})); diff != "" {
				t.Errorf("(-in order +ahead)\n%s", diff[:min(len(diff), 2000)])
			}
		})
	}
}

func FuzzEachOf(f *testing.F) {
	for _, s := range allSamples() {
		f.Add([]byte(s.file(1, nepal).content), uint8(1))
	}
	f.Add([]byte(strings.Join(noise, "\n")), uint8(2))
	path := filepath.Join(f.TempDir(), "f")
	f.Fuzz(func(t *testing.T, content []byte, query uint8) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		askBoth(t, path, queriesAhead[int(query)%len(queriesAhead)])
	})
}

// TestSet_EachOf_ends ends the reading in each way. A goroutine that is left fails the test.
func TestSet_EachOf_ends(t *testing.T) {
	t.Parallel()
	path := filepath.Join(folder(t, map[string]string{"f": strings.Repeat(line, 5000)}), "f")
	failed := errors.New("the query has enough")
	for name, test := range map[string]struct {
		at   func(cancel func()) error // is called for an event or a batch
		want error
	}{
		"an error of yield":   {func(func()) error { return failed }, failed},
		"a cancelled context": {func(cancel func()) error { cancel(); return nil }, context.Canceled},
		"a panic of yield":    {func(func()) error { panic(failed) }, failed},
	} {
		for query, from := range map[string]int{"filter @message like 'a'": 1000, "stats count(*)": 100} {
			t.Run(name+", "+query, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					n, err := endAt(t, path, query, from, test.at)
					if !errors.Is(err, test.want) || n < from || n > from+16 {
						t.Errorf("%v after %d events or batches: want %v soon after %d", err, n, test.want, from)
					}
				})
			})
		}
	}
}

// endAt reads a file ahead. From so many events or batches on, it calls a function for each, and
// returns what that one returns or panics with.
func endAt(t *testing.T, path, query string, from int, end func(cancel func()) error) (n int, err error) {
	q, err := cwli.Compile(query)
	if err != nil {
		t.Fatal(err)
	}
	set := open(t, path)
	set.ReadAhead(3, 1000)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			err = v.(error)
		}
	}()
	_, err = q.Run(ctx, cwli.Options{}, func(ctx context.Context, in cwli.Input, _ func(*cwli.Event) error) error {
		return set.EachOf(ctx, "", in, func(*cwli.Event) error {
			if n++; n < from {
				return nil
			}
			return end(cancel)
		})
	})
	return n, err
}
