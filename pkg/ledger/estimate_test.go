package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// The first estimate of a scope counts, and an epoch has its own.
func TestLedger_PutEstimate(t *testing.T) {
	t.Parallel()
	h, run := created(t, 2)
	l := h.Ledger()
	put := func(run fanlight.Run, scope string, e fanlight.Estimate) fanlight.Estimate {
		return must[fanlight.Estimate](t)(l.PutEstimate(t.Context(), run, scope, e, 2))
	}
	first, unknown := fanlight.Estimate{Bytes: 5e12}, fanlight.Estimate{Unknown: "refused"}
	if got := put(run, "a", first); got != first {
		t.Errorf("recorded %+v", got)
	}
	if got := put(run, "a", unknown); got != first {
		t.Errorf("another one counts: %+v", got)
	}
	put(run, "b", unknown)
	next := run
	next.Epoch++
	put(next, "a", unknown)
	want := ledger.Estimates{Known: map[string]fanlight.Estimate{"a": first, "b": unknown}, Calls: 4}
	if diff := cmp.Diff(want, must[ledger.Estimates](t)(l.Estimates(t.Context(), run))); diff != "" {
		t.Error(diff)
	}
}
