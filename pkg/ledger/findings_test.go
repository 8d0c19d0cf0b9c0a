package ledger_test

import (
	"errors"
	"io"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// findings returns the findings of a run whose progress was read.
func findings(t *testing.T, l *ledger.Ledger, run fanlight.Run) *ledger.Findings {
	t.Helper()
	f := l.Findings(run)
	must[[]fanlight.Progress](t)(f.Progress(t.Context()))
	return f
}

// TestLedger_Findings reads progress and results of a small run with one call, and those
// of a wide run with a call for each part.
func TestLedger_Findings(t *testing.T) {
	t.Parallel()
	for total, calls := range map[int]int{20: 1, 2500: 6} {
		h, run := created(t, total)
		winners, want := map[int]string{}, fanlight.Result{Outcome: fanlight.Empty}
		for index := 0; index < total; index += 16 {
			winners[index] = "a"
			attempts := []ledger.Attempt{{Index: index, ID: "a", Result: want}}
			if err := h.Ledger().PutResults(t.Context(), run, attempts); err != nil {
				t.Fatal(err)
			}
		}
		p := h.Process()
		f := p.Stack.Ledger().Findings(run)
		for _, read := range f.FirstPages() {
			if err := read(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		shards := must[[]fanlight.Progress](t)(f.Progress(t.Context()))
		expect(t, "progress", must[[]fanlight.Progress](t)(h.Ledger().AllProgress(t.Context(), run)), shards)
		err := f.EachResult(t.Context(), winners, func(index int, result fanlight.Result, _ ledger.RowReader) error {
			delete(winners, index)
			expect(t, "result", want, result)
			return nil
		})
		if len(winners) > 0 || err != nil || len(p.Calls) != calls {
			t.Errorf("%d of %d queries: %d results were not read with %d calls, %v, want %d calls", total/16, total, len(winners), len(p.Calls), err, calls)
		}
	}
}

func TestFindings_FirstPages(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	p := h.Process()
	p.Refuse = func(sim.Call) error { return errors.New("refused") }
	for _, read := range p.Stack.Ledger().Findings(run).FirstPages() {
		if err := read(t.Context()); err == nil {
			t.Error("a refused call returned no error")
		}
	}
}

func TestFindings_Progress(t *testing.T) {
	t.Parallel()
	h, run := created(t, 20)
	want := must[[]fanlight.Progress](t)(h.Ledger().AllProgress(t.Context(), run))
	expect(t, "progress", want, must[[]fanlight.Progress](t)(h.Ledger().Findings(run).Progress(t.Context())))
}

// each reads the results of winners with their rows.
func each(t *testing.T, l *ledger.Ledger, run fanlight.Run, winners map[int]string) map[int]found {
	t.Helper()
	got := map[int]found{}
	err := findings(t, l, run).EachResult(t.Context(), winners, func(index int, result fanlight.Result, rows ledger.RowReader) (err error) {
		got[index], err = take(result, rows)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestFindings_EachResult_first_rows reads no row of most results, and one of others.
func TestFindings_EachResult_first_rows(t *testing.T) {
	t.Parallel()
	h, run, winners, want := results(t)
	n := 0
	err := findings(t, h.Ledger(), run).EachResult(t.Context(), winners, func(index int, result fanlight.Result, rows ledger.RowReader) error {
		n++
		expect(t, "counts", want[index].Result, result)
		if index%2 == 0 {
			return nil
		}
		row, err := rows.Next()
		if len(want[index].Rows) == 0 {
			if !errors.Is(err, io.EOF) {
				t.Errorf("result %d without rows: %v", index, err)
			}
			return nil
		}
		expect(t, "row", want[index].Rows[0], row)
		return err
	})
	if n != len(want) || err != nil {
		t.Errorf("%d results of %d, %v", n, len(want), err)
	}
}

// TestFindings_EachResult_missing_chunk holds that a part that is missing does not go
// unnoticed, whether the rows are read or not.
func TestFindings_EachResult_missing_chunk(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]func(int, fanlight.Result, ledger.RowReader) error{
		"no row is read":    func(int, fanlight.Result, ledger.RowReader) error { return nil },
		"all rows are read": func(_ int, r fanlight.Result, rows ledger.RowReader) error { _, err := take(r, rows); return err },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, run, winners, _ := results(t)
			loseChunk(t, h, "RESULT#0#b#001")
			if err := findings(t, h.Ledger(), run).EachResult(t.Context(), winners, f); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("%v, want ErrNotFound", err)
			}
		})
	}
}
