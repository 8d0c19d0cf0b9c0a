package price_test

import (
	"math"
	"testing"

	"github.com/fanlight/fanlight/pkg/price"
)

func TestTable_Dollars(t *testing.T) {
	t.Parallel()
	use := price.Use{Schedules: 2, GBSeconds: 260, Invocations: 10, SQSCalls: 1000, WriteUnits: 800, ReadUnits: 1600}
	want := 2*1e-6 + 260*1.33334e-5 + 10*0.2e-6 + 1000*0.4e-6 + 800*0.625e-6 + 1600*0.125e-6
	if got := price.List.Dollars(use); math.Abs(got-want) > 1e-9 {
		t.Errorf("%.9f dollars, want %.9f", got, want)
	}
}

func TestScannedByte(t *testing.T) {
	t.Parallel()
	if got := price.ScannedByte * 1e9; math.Abs(got-price.List.ScannedGB) > 1e-12 {
		t.Errorf("a GB costs %f by the byte, %f by the list", got, price.List.ScannedGB)
	}
	if got := 2e9 * price.ScannedByte; got != 0.01 {
		t.Errorf("2 GB cost %v dollars, want 0.01", got)
	}
}
