package cwli

import (
	"context"
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
	"stats count(*)", "stats count(*), values(n) by n",
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

// TestBatch_limits holds that batches heed the limits of groups and of memory.
func TestBatch_limits(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"stats count(*) by n, text", "stats values(n)", "fields @message | sort n | limit 900"} {
		q, err := Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		batches := 0
		_, err = q.Run(context.Background(), Options{Memory: 20_000}, batchesOf(numbered(900), 50, &batches))
		if _, wrong := q.Run(context.Background(), Options{Memory: 20_000}, eventsOf(numbered(900), false)); wrong == nil || cmp.Diff(wrong, err) != "" {
			t.Errorf("%s: %v, want %v", text, err, wrong)
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
