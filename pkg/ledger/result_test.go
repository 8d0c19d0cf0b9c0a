package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func randomRows(n, bytes int) []fanlight.Row {
	rng := rand.New(rand.NewPCG(1, 2))
	rows := make([]fanlight.Row, n)
	for i := range rows {
		value := make([]byte, bytes)
		for k := range value {
			value[k] = byte('!' + rng.IntN(90)) // printable, and hard to compress
		}
		rows[i] = fanlight.Row{{Name: "n", Value: fmt.Sprint(i)}, {Name: "@message", Value: string(value)}}
	}
	return rows
}

func TestResultsOfEverySize(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		rows  []fanlight.Row
		items int
	}{
		{"none", nil, 1},
		{"one", randomRows(1, 10), 1},
		{"10,000", randomRows(10_000, 4), 1},
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
			for range 2 { // may be repeated
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

// TestATableThatTakesNothing is about BatchWriteItem, which succeeds then too.
func TestATableThatTakesNothing(t *testing.T) {
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

func TestAResultWithoutAChunkIsNotThere(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	attempts := []ledger.Attempt{{Index: 0, ID: "aaaaaaaaaaaa", Result: fanlight.Result{Outcome: fanlight.OK, Rows: randomRows(700, 1_000)}}}
	if err := h.Ledger().PutResults(t.Context(), run, attempts); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := h.Ledger().SetWinners(t.Context(), run, 0, map[int]string{0: "aaaaaaaaaaaa"}); !ok || err != nil {
		t.Fatal(ok, err)
	}
	h.Lose(run, 0) // its first chunk
}

// TestAWideDefinitionFits is about DynamoDB's 400 KB an item.
func TestAWideDefinitionFits(t *testing.T) {
	t.Parallel()
	r := sim.Report(1000)
	for i := range r.Queries {
		r.Queries[i].Text = fmt.Sprintf("filter tenant = %d and status >= 500 %s | stats count(*) as calls", i, strings.Repeat("and ok = 0 ", 5))
	}
	h := sim.NewHarness(t, r)
	h.Start()
	expect(t, "definition of the run", r, h.Run(runID).Definition)
	plan := must[[]fanlight.Query](t)(h.Ledger().Plan(t.Context(), runID))
	if len(plan) != 1000 || plan[999].Text != r.Queries[999].Text {
		t.Errorf("%d queries", len(plan))
	}
	all := must[[]ledger.Definition](t)(h.Ledger().Definitions(t.Context()))
	expect(t, "deployed", []ledger.Definition{{Report: r, Hash: r.Hash()}}, all)
}
