package oracle

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestOracle_checkSweepFailed(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		lasts           time.Duration
		failed, faulted bool
		newer, gone     bool
		rule            Rule
	}{
		"it ends well":            {time.Second, false, false, false, false, ""},
		"without a reason":        {time.Second, true, false, false, false, "J8"},
		"by a fault":              {time.Second, true, true, false, false, ""},
		"its time is over":        {2 * time.Minute, true, false, false, false, ""},
		"by a run of a newer one": {time.Second, true, false, true, false, ""},
		"by a backfill of nobody": {time.Second, true, false, false, true, ""},
	} {
		o, w, r := judged()
		p := o.Began("janitor#1", 0)
		r.wasNewer = c.newer
		if c.gone {
			o.backfills["archive"] = &backfilled{by: p, state: fanlight.BackfillCancelled}
		}
		w.now = w.now.Add(c.lasts)
		o.checkSweepFailed(p, c.failed, c.faulted)
		expect(t, o, what, c.rule)
	}
}
