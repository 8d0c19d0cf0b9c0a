package sim

import (
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func TestHarness_MakeNewer(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	h.MakeNewer(run.ID)
	if _, err := h.Ledger().Run(t.Context(), run.ID); !errors.Is(err, fanlight.ErrNewer) {
		t.Errorf("read with %v", err)
	}
}

func TestHarness_MakeKnown(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	h.MakeNewer(run.ID)
	h.MakeKnown(run.ID)
	if _, err := h.Ledger().Run(t.Context(), run.ID); err != nil {
		t.Error(err)
	}
}

func TestHarness_DeployNewer(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	h.DeployNewer(ReportName)
	if _, err := h.Ledger().Definition(t.Context(), ReportName); !errors.Is(err, fanlight.ErrNewer) {
		t.Errorf("read with %v", err)
	}
}

func TestHarness_SetLayout(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	h.SetLayout(run.ID, ledger.Layout+1)
	if read, err := h.Ledger().Run(t.Context(), run.ID); !errors.Is(err, fanlight.ErrNewer) || !read.NewerLayout {
		t.Errorf("read with %v", err)
	}
	h.SetLayout(run.ID, ledger.Layout)
	if _, err := h.Ledger().Run(t.Context(), run.ID); err != nil {
		t.Error(err)
	}
}

func TestHarness_MakeDocumentNewer(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	h.Quiesce()
	h.MakeDocumentNewer(run.ID)
	if _, err := h.Ledger().Document(t.Context(), run); !errors.Is(err, fanlight.ErrNewer) {
		t.Errorf("read with %v", err)
	}
}
