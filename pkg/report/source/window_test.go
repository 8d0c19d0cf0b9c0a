package source

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestBuilder_readWindow(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "window: 24h", "window: week"), nil)
	if r.Delay != 0 || r.Window != (report.Window{Calendar: report.Week}) {
		t.Errorf("delay %v, window %+v", r.Delay, r.Window)
	}
}
