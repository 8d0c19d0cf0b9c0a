package lambdaevent_test

import (
	"bytes"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestMetrics_Emit(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t)
	var out bytes.Buffer
	m := lambdaevent.NewMetrics(&out, w.Clock, "fanlight")
	m.Emit(t.Context(), fanlight.Event{Kind: fanlight.EventGaveUp, Run: sim.RunID, Report: sim.ReportName, Detail: "two \"destinations\"\nmissed"})
	m.Emit(t.Context(), fanlight.Event{Kind: fanlight.EventBroken, Detail: "read query message: version 2, this program reads 1"})
	m.Emit(t.Context(), fanlight.Event{Kind: fanlight.EventRunEnded, Run: sim.RunID, Report: sim.ReportName})
	golden.Compare(t, "testdata/metrics.golden", out.String())
}

func TestNewMetrics(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	lambdaevent.NewMetrics(&out, &sim.Clock{}, "prod").Emit(t.Context(), fanlight.Event{Kind: fanlight.EventRunEnded})
	if !bytes.Contains(out.Bytes(), []byte(`"Stack":"prod"`)) {
		t.Errorf("wrote %s", out.String())
	}
}
