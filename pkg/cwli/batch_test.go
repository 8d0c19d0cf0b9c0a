package cwli

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// queriesOfBatches have each aggregate, and tops of few rows.
var queriesOfBatches = []string{
	"stats count(*), count(n), sum(n), avg(n), min(n), max(text), min(@timestamp) by n % 3",
	"stats earliest(n), latest(text), values(text), sortsFirst(text), sortsLast(n) by n % 2 as odd, @logStream",
	"stats pct(n, 90), median(n), variance(n), stddev(n), count_distinct(n), count_distinct(@message) by bin(10s)",
	"filter @message like /1/ | stats sum(n) as s by text | sort s desc | limit 3",
	"fields n + 1 as m, concat(text, '-') as t | stats sum(m), values(t) by substr(t, 0, 2)",
	"filter @timestamp > 20000 | sort n desc, @timestamp | limit 5",
	"fields @timestamp, text, @ptr | sort text, n desc | limit 7",
	"fields @message | sort n % 4 | tail 3",
	"stats count(*)", "stats count(*), values(n) by n", "stats max(n), latest(text), values(concat(text, @message)), rate(n, 1s)", "stats topk(2, text)", "stats histogram(n, 3)",
	"filter n = -1 | stats count(*) by text",
}

// TestLooker_Collect holds that a query has the same answer whether its events come one by one
// or in batches of any size.
func TestLooker_Collect(t *testing.T) {
	t.Parallel()
	messages := append(numbered(290), `{"n":1`, `{"n":"3","text":null}`, "plain 7", "", `{"n":1e3,"text":"\u0061b"}`, `{"n":true,"text":"1"}`, `{"n":-0.5,"text":" 1 "}`)
	messages = append(messages, numbered(40)...)
	for _, text := range queriesOfBatches {
		q, err := Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Window: Window{1000, 320_000}}
		want, err := q.Run(context.Background(), o, eventsOf(messages, false))
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int{1, 7, 1000} {
			batches := 0
			got, err := q.Run(context.Background(), o, batchesOf(messages, size, &batches))
			if diff := cmp.Diff(want, got); diff != "" || err != nil || batches == 0 {
				t.Errorf("%s, %d batches of %d: %v (-one by one +in batches)\n%s", text, batches, size, err, diff)
			}
		}
	}
}

// TestLooker_Collect_not holds that what cannot be collected comes one by one: many rows, stages
// that go by the rows before, and an expression with an error.
func TestLooker_Collect_not(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"fields n",
		"sort n | limit 1001",
		"limit any 2",
		"dedup n",
		"stats max(text)", // too long to copy each
		"filter n in (fields n | filter n > 37) | stats count(*)",
		`filter n > 3 | stats count(*) by @message like /(?=a|.)(a+)+$/`,
		`stats sum(@message like /(?=a|.)(a+)+$/)`,
	} {
		q, err := Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		messages := []string{`{"n":5,"text":"` + strings.Repeat("a", 40) + `b"}`}
		want, wrong := q.Run(context.Background(), Options{}, eventsOf(messages, false))
		batches := 0
		got, err := q.Run(context.Background(), Options{}, batchesOf(messages, 1, &batches))
		if diff := cmp.Diff(want, got); diff != "" || (err == nil) != (wrong == nil) || batches > 0 {
			t.Errorf("%s: %d batches, %v, want %v (-want +got)\n%s", text, batches, err, wrong, diff)
		}
	}
}

// TestBatch_limits holds that batches heed the limits of groups and of memory, and need as much of
// it as single events.
func TestBatch_limits(t *testing.T) {
	t.Parallel()
	messages := unequal(300)
	for text, most := range map[string]int64{ // a memory that is enough
		"stats count(*) by n, text": 200_000,
		"stats values(n)":           100_000,
		"stats earliest(long), latest(long), max(text), pct(n, 50), count_distinct(long), values(text) by n % 3": 200_000,
		"stats pct(wide, 50), pct(n, 50), latest(long), min(long) by n % 2":                                      150_000,
		"fields @message | sort n | limit 900":                                                                   300_000,
	} {
		q, err := Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		for memory := int64(1000); memory <= most; memory += most / 25 {
			batches := 0
			_, err = q.Run(context.Background(), Options{Memory: memory}, batchesOf(messages, 50, &batches))
			_, want := q.Run(context.Background(), Options{Memory: memory}, eventsOf(messages, false))
			if diff := cmp.Diff(want, err); diff != "" || batches == 0 || (want == nil) != (memory == most) && (memory == 1000 || memory == most) {
				t.Fatalf("%s, memory of %d, %d batches: %v, want %v", text, memory, batches, err, want)
			}
		}
	}
}

// unequal returns messages with long and short texts, and with numbers of a wide range.
func unequal(n int) (messages []string) {
	for i := range n {
		messages = append(messages, fmt.Sprintf(`{"n":%d,"text":"a%d","wide":1e%d,"long":"%s"}`, i, i, i*7%300, strings.Repeat("x", i*37%90)))
	}
	return messages
}

// TestLooker_error holds that a Looker looks at nothing more after an expression had an error: the
// query ends with it, and each such expression may take a quarter of a second.
func TestLooker_error(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`filter text like /(?=a|.)(a+)+$/ | stats count(*)`, `stats sum(text like /(?=a|.)(a+)+$/)`, `sort text like /(?=a|.)(a+)+$/ | limit 3`} {
		q, err := Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		good, bad := &Event{Message: []byte(`{"text":"b"}`)}, &Event{Message: []byte(`{"text":"` + strings.Repeat("a", 40) + `b"}`)}
		_, err = q.Run(context.Background(), Options{}, func(_ context.Context, in Input, yield func(*Event) error) error {
			l, b := in.Lookers()(), Batch{}
			if !l.Collect(good, &b) || b.Events != 1 {
				t.Errorf("%s: an event without an error is not collected", text)
			}
			if l.Collect(bad, &b) || l.Collect(good, &b) || l.Look(good, &Looks{}) != nil || b.Events != 1 {
				t.Errorf("%s: after the error an event was looked at", text)
			}
			return yield(&Event{Batch: &b})
		})
		if err != nil {
			t.Errorf("%s: %v, want no error without the event that has it", text, err)
		}
	}
}

// TestBatch_full holds that a batch has a bound in bytes, beyond which rows come one by one.
func TestBatch_full(t *testing.T) {
	t.Parallel()
	for text, size := range map[string]int{"stats values(concat(text, n))": 7000, "stats count(*) by concat(text, n % 150)": 7000, "sort n | limit 900": 7000, "stats sum(n), avg(n), sum(n + 1)": 1} {
		q, err := Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		_, err = q.Run(context.Background(), Options{}, func(_ context.Context, in Input, yield func(*Event) error) error {
			l, b, collected := in.Lookers()(), Batch{}, 0
			for collected < 100_000 && l.Collect(&Event{Message: fmt.Appendf(nil, `{"n":%d,"text":"%s"}`, collected, strings.Repeat("x", size))}, &b) {
				collected++
			}
			if collected < 100 || collected == 100_000 {
				t.Errorf("%s: %d rows fit into a batch of about 1 MB", text, collected)
			}
			return yield(&Event{Batch: &b})
		})
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// batchesOf returns a source of messages, one a second, in batches of a size as far as they are
// taken.
func batchesOf(messages []string, size int, batches *int) Source {
	return func(_ context.Context, in Input, yield func(*Event) error) error {
		looker := (*Looker)(nil)
		if lookers := in.Lookers(); lookers != nil {
			looker = lookers()
		}
		var b Batch
		flush := func() error {
			if b.Events == 0 {
				return nil
			}
			*batches++
			defer b.Reset()
			return yield(&Event{Batch: &b})
		}
		for i, message := range messages {
			e := Event{Timestamp: int64(i) * 1000, Message: []byte(message), Ptr: "p"}
			if taken := looker != nil && looker.Collect(&e, &b); !taken || b.Events == int64(size) {
				if err := flush(); err != nil {
					return err
				}
				if taken {
					continue
				}
				if err := yield(&e); err != nil {
					return err
				}
			}
		}
		return flush()
	}
}
