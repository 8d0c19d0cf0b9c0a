package ledger_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLedger_PutResults(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		rows  []fanlight.Row
		items int
	}{
		{"no row", nil, 1},
		{"one row", randomRows(1, 10), 1},
		{"10,000 rows", randomRows(10_000, 4), 1},
		{"more than one item holds", randomRows(700, 1_000), 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h, run := created(t, 1)
			result := fanlight.Result{
				Outcome: fanlight.OK, QueryID: "q",
				Statistics: fanlight.Statistics{BytesScanned: 1.5e12, RecordsScanned: 2, RecordsMatched: 1},
			}
			left, written := 3, 0 // BatchWriteItem leaves some undone
			h.DynamoDB.Hooks.Unprocessed = func(string, types.WriteRequest) bool {
				if left--; left < 0 {
					written++
				}
				return left >= 0
			}
			attempts := []ledger.Attempt{attempt(t, 0, "aaaaaaaaaaaa", result, test.rows)}
			for range 2 { // it may be repeated
				if err := h.Ledger().PutResults(t.Context(), run, attempts); err != nil {
					t.Fatal(err)
				}
			}
			if want := test.items + 1; written != want { // the second time only the head is left
				t.Errorf("%d items were written, want %d", written, want)
			}
			result.Kept = attempts[0].Rows.Kept()
			if diff := cmp.Diff(found{result, test.rows}, read(t, h, run, 0, "aaaaaaaaaaaa")); diff != "" {
				t.Errorf("result (-want +got), beginning with:\n%.2000s", diff)
			}
		})
	}
}

// TestLedger_PutResults_unprocessed has a table that takes nothing: BatchWriteItem
// succeeds then, too.
func TestLedger_PutResults_unprocessed(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	h.DynamoDB.Hooks.Unprocessed = func(string, types.WriteRequest) bool { return true }
	p := h.Process()
	begun := h.Clock.Now()
	err := p.Stack.Ledger().PutResults(t.Context(), run, []ledger.Attempt{{Index: 0, ID: "a", Result: fanlight.Result{Outcome: fanlight.Empty}}})
	if err == nil || !strings.Contains(err.Error(), "unprocessed") || p.Count("BatchWriteItem") != 10 {
		t.Errorf("%d calls, %v", p.Count("BatchWriteItem"), err)
	}
	if took := h.Clock.Now().Sub(begun); took > 15*time.Second {
		t.Errorf("it took %s", took)
	}
}

// TestLedger_WithChunks writes rows in chunks of 1,000 bytes, which any ledger reads.
func TestLedger_WithChunks(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	small := h.Ledger().WithChunks(1000)
	want, rows := randomRows(10, 1000), &ledger.Rows{}
	if _, err := rows.Add(want, 1<<40); err != nil {
		t.Fatal(err)
	}
	a := ledger.Attempt{Index: 0, ID: "aaaaaaaaaaaa", Result: fanlight.Result{Outcome: fanlight.OK}, Rows: rows}
	if err := small.PutRows(t.Context(), run, 0, a.ID, rows); err != nil || rows.Held() >= 1000 {
		t.Fatalf("%d bytes are held, %v", rows.Held(), err)
	}
	if err := small.PutResults(t.Context(), run, []ledger.Attempt{a}); err != nil {
		t.Fatal(err)
	}
	a.Result.Kept = rows.Kept()
	if diff := cmp.Diff(found{a.Result, want}, read(t, h, run, 0, a.ID)); diff != "" {
		t.Errorf("result (-want +got), beginning with:\n%.2000s", diff)
	}
}

// read reads one result with its rows.
func read(t *testing.T, h *sim.Harness, run fanlight.Run, index int, attempt string) (f found) {
	t.Helper()
	err := h.Ledger().ReadResult(t.Context(), run, index, attempt, func(result fanlight.Result, rows ledger.RowReader) (err error) {
		f, err = take(result, rows)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}
