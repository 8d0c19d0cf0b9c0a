package ledger_test

import (
	"errors"
	"io"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func findings(t *testing.T, l *ledger.Ledger, run fanlight.Run) *ledger.Findings {
	t.Helper()
	return must[*ledger.Findings](t)(l.Findings(t.Context(), run))
}

// TestLedger_Findings reads the progress and the results of an epoch with one call.
func TestLedger_Findings(t *testing.T) {
	t.Parallel()
	h, run := created(t, 20)
	for shard := range 2 {
		if _, ok, err := h.Ledger().SetWinners(t.Context(), run, shard, map[int]string{16 * shard: "a"}); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	want := fanlight.Result{Outcome: fanlight.Empty}
	attempts := []ledger.Attempt{{Index: 0, ID: "a", Result: want}, {Index: 16, ID: "a", Result: want}}
	if err := h.Ledger().PutResults(t.Context(), run, attempts); err != nil {
		t.Fatal(err)
	}
	p := h.Process()
	f := findings(t, p.Stack.Ledger(), run)
	expect(t, "progress", must[[]fanlight.Progress](t)(h.Ledger().AllProgress(t.Context(), run)), f.Shards)
	n := 0
	err := f.EachResult(t.Context(), fanlight.Winners(f.Shards), func(_ int, result fanlight.Result, _ ledger.RowReader) error {
		n++
		expect(t, "result", want, result)
		return nil
	})
	if n != 2 || err != nil || len(p.Calls) != 1 {
		t.Errorf("%d results with %d calls, %v, want 2 with 1", n, len(p.Calls), err)
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
