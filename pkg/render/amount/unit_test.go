package amount_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestUnits_allHaveAName(t *testing.T) {
	t.Parallel()
	want := map[report.Unit]string{
		report.UnitCount: "5", report.UnitMillis: "5 ms", report.UnitSeconds: "5 s", report.UnitBytes: "5 B", report.UnitPercent: "5%", report.UnitDollars: "$5.00",
	}
	for _, unit := range report.Units() {
		if got := spaces(amount.Format(5, unit)); got != want[unit] {
			t.Errorf("Format(5, %q) = %q, want %q", unit, got, want[unit])
		}
	}
}
