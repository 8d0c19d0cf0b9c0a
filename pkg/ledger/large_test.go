//go:build !race

package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestLedger_PutDefinition writes a definition of several chunks, and replaces it.
func TestLedger_PutDefinition(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	wide := sim.Report(1000)
	for i, row := range randomRows(1000, 1000) {
		wide.Queries[i].Text = row[1].Value
	}
	for _, d := range []ledger.Definition{definition(t, wide), {Report: sim.Report(1), Hash: "one"}} {
		if err := l.PutDefinition(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		d.Packed = packedOf(t, d.Report)
		expect(t, "deployed", d, must[ledger.Definition](t)(l.Definition(t.Context(), sim.ReportName)))
	}
}

// TestLedger_PutRows holds that the chunks which are full do not stay in memory.
func TestLedger_PutRows(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	var want []fanlight.Row
	rows := &ledger.Rows{}
	for range 10 { // pages
		page := randomRows(700, 1_000)
		want = append(want, page...)
		if _, err := rows.Add(page, 1<<40); err != nil {
			t.Fatal(err)
		}
		if err := h.Ledger().PutRows(t.Context(), run, 0, "aaaaaaaaaaaa", rows); err != nil {
			t.Fatal(err)
		}
		if held := rows.Held(); held >= 300<<10 {
			t.Errorf("%d bytes are held", held)
		}
	}
	a := ledger.Attempt{Index: 0, ID: "aaaaaaaaaaaa", Result: fanlight.Result{Outcome: fanlight.OK}, Rows: rows}
	if err := h.Ledger().PutResults(t.Context(), run, []ledger.Attempt{a}); err != nil {
		t.Fatal(err)
	}
	a.Result.Kept = rows.Kept()
	if diff := cmp.Diff(found{a.Result, want}, read(t, h, run, 0, a.ID)); diff != "" {
		t.Errorf("result (-want +got), beginning with:\n%.2000s", diff)
	}
}

func TestFindings_EachResult(t *testing.T) {
	t.Parallel()
	h, run, winners, want := results(t)
	p := h.Process()
	expect(t, "results", want, each(t, p.Stack.Ledger(), run, winners))
	// Eleven chunks of 300 and 60 KB, in pages of 1 MB.
	if n := p.Count("Query"); n > 4 {
		t.Errorf("read with %d queries", n)
	}
}
