package cwli_test

import (
	"context"
	"errors"
	"os"
	"strconv"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/naive"
)

// TestQuery_Execution_naive compares generated queries row by row with a reference that
// shares no code with the engine: FANLIGHT_QUERIES, by default few, since the race detector
// makes each take ten times as long.
func TestQuery_Execution_naive(t *testing.T) {
	t.Parallel()
	generated := 150
	if text := os.Getenv("FANLIGHT_QUERIES"); text != "" {
		var err error
		if generated, err = strconv.Atoi(text); err != nil || generated < 1 {
			t.Fatalf("invalid FANLIGHT_QUERIES=%s: want how many queries", text)
		}
	}
	tally := naive.Check(t, func(query string, events []naive.Event) ([][]naive.Field, error) {
		q, err := cwli.Compile(query)
		if e, ok := errors.AsType[*expr.Error](err); ok && e.Unsupported {
			return nil, errors.ErrUnsupported
		}
		if err != nil {
			return nil, err
		}
		result, err := q.Run(t.Context(), cwli.Options{}, sourceOf(events, len(query)%4))
		rows := make([][]naive.Field, len(result.Rows))
		for i, row := range result.Rows {
			for _, f := range row {
				rows[i] = append(rows[i], naive.Field(f))
			}
		}
		return rows, err
	}, 1, uint64(generated))
	if tally.Agreed < generated || tally.Unsupported > 0 {
		t.Errorf("%d of %d generated queries agree", tally.Agreed, generated)
	}
}

// sourceOf returns a source of events, one by one or in batches of that many.
func sourceOf(events []naive.Event, size int) cwli.Source {
	return func(_ context.Context, in cwli.Input, yield func(*cwli.Event) error) error {
		var looker *cwli.Looker
		if lookers := in.Lookers(); size > 0 && lookers != nil {
			looker = lookers()
		}
		var file cwli.FileReader
		var batch cwli.Batch
		for i, e := range events {
			event := file.Read(cwli.Event{Timestamp: e.Time, Group: "app", Stream: e.Stream, Ptr: e.Ptr}, e.Message)
			if looker != nil && looker.Collect(event, &batch) {
				if batch.Events < int64(size) && i < len(events)-1 {
					continue
				}
				event = &cwli.Event{Batch: &batch}
			} else if batch.Events > 0 {
				if err := yield(&cwli.Event{Batch: &batch}); err != nil {
					return err
				}
				batch.Reset()
			}
			if err := yield(event); err != nil {
				return err
			}
			batch.Reset()
		}
		return nil
	}
}
