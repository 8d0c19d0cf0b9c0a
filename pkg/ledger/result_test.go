package ledger_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
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
				Outcome: fanlight.OK, QueryID: "q", Rows: test.rows,
				Statistics: fanlight.Statistics{BytesScanned: 1.5e12, RecordsScanned: 2, RecordsMatched: 1},
			}
			left, written := 3, 0 // BatchWriteItem leaves some undone
			h.DynamoDB.Hooks.Unprocessed = func(string, types.WriteRequest) bool {
				if left--; left < 0 {
					written++
				}
				return left >= 0
			}
			attempts := []ledger.Attempt{{Index: 0, ID: "aaaaaaaaaaaa", Result: result}}
			for range 2 { // it may be repeated
				if err := h.Ledger().PutResults(t.Context(), run, attempts); err != nil {
					t.Fatal(err)
				}
			}
			if written != 2*test.items {
				t.Errorf("%d items were written, want %d twice", written, test.items)
			}
			got := must[fanlight.Result](t)(h.Ledger().Result(t.Context(), run, 0, "aaaaaaaaaaaa"))
			if diff := cmp.Diff(result, got); diff != "" {
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

func TestLedger_Result(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error {
		_, err := l.Result(t.Context(), run, 0, "a")
		return err
	})
	h, run := created(t, 1)
	attempts := []ledger.Attempt{{Index: 0, ID: "aaaaaaaaaaaa", Result: fanlight.Result{Outcome: fanlight.OK, Rows: randomRows(700, 1_000)}}}
	if err := h.Ledger().PutResults(t.Context(), run, attempts); err != nil {
		t.Fatal(err)
	}
	expect(t, "result", attempts[0].Result, must[fanlight.Result](t)(h.Ledger().Result(t.Context(), run, 0, "aaaaaaaaaaaa")))
	if _, ok, err := h.Ledger().SetWinners(t.Context(), run, 0, map[int]string{0: "aaaaaaaaaaaa"}); !ok || err != nil {
		t.Fatal(ok, err)
	}
	h.Lose(run, 0) // its first chunk: the result is not there any more
}
