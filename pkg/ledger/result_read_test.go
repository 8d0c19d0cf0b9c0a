package ledger_test

import (
	"errors"
	"io"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func TestLedger_EachResult(t *testing.T) {
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
	err := l.EachResult(t.Context(), run, winners, func(index int, result fanlight.Result, rows ledger.RowReader) (err error) {
		got[index], err = take(result, rows)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestLedger_EachResult_first_rows reads no row of most results, and one of others.
func TestLedger_EachResult_first_rows(t *testing.T) {
	t.Parallel()
	h, run, winners, want := results(t)
	n := 0
	err := h.Ledger().EachResult(t.Context(), run, winners, func(index int, result fanlight.Result, rows ledger.RowReader) error {
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

// TestLedger_EachResult_missing_chunk holds that a part that is missing does not go
// unnoticed, whether the rows are read or not.
func TestLedger_EachResult_missing_chunk(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]func(int, fanlight.Result, ledger.RowReader) error{
		"no row is read":    func(int, fanlight.Result, ledger.RowReader) error { return nil },
		"all rows are read": func(_ int, r fanlight.Result, rows ledger.RowReader) error { _, err := take(r, rows); return err },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, run, winners, _ := results(t)
			loseChunk(t, h, "RESULT#0#b#001")
			if err := h.Ledger().EachResult(t.Context(), run, winners, f); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("%v, want ErrNotFound", err)
			}
		})
	}
}

func TestLedger_ReadResult(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error {
		return l.ReadResult(t.Context(), run, 0, "a", func(fanlight.Result, ledger.RowReader) error { return nil })
	})
	h, run, _, want := results(t)
	expect(t, "result", want[10], read(t, h, run, 10, "a"))
}
