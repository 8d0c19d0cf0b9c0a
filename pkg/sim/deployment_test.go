package sim

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestDeployment_Ledger(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	h.Start()
	if run, err := h.Deployment.Ledger().Run(t.Context(), RunID); err != nil || run.State != fanlight.Running {
		t.Errorf("read %+v, %v", run, err)
	}
}
