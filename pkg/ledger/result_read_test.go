package ledger_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func TestLedger_ReadResult(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error {
		return l.ReadResult(t.Context(), run, 0, "a", func(fanlight.Result, ledger.RowReader) error { return nil })
	})
	h, run, _, want := results(t)
	expect(t, "result", want[10], read(t, h, run, 10, "a"))
}
