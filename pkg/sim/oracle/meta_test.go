package oracle

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// TestOracle_checkPunctual ends a run within its bound, and beyond it: as it was kept open for that long, or
// because months passed without a sweep.
func TestOracle_checkPunctual(t *testing.T) {
	t.Parallel()
	bound := 10*time.Minute + giveUpAfter + 30*time.Minute
	for what, c := range map[string]struct {
		months, took time.Duration
		rule         Rule
	}{
		"in time":                 {0, bound, ""},
		"late":                    {0, bound + time.Second, "end"},
		"in time, but for months": {100 * day, bound + 100*day, ""},
		"late, months aside":      {100 * day, bound + 100*day + time.Second, "end"},
	} {
		o, w, r := judged()
		o.Calm()
		if c.months > 0 {
			w.now = noon.Add(c.months)
			o.Aged(c.months)
		}
		w.now = noon.Add(c.took)
		o.checkPunctual(r)
		expect(t, o, what, c.rule)
	}
}

// TestOracle_checkEnd_aged leaves a run that was open when months passed, or has a janitor close it: what it
// needs may have expired, until a round or an epoch begins.
func TestOracle_checkEnd_aged(t *testing.T) {
	t.Parallel()
	for state, rule := range map[fanlight.State]Rule{fanlight.Running: "end", fanlight.Unsent: ""} {
		o, _, r := judged()
		r.state, r.open = fanlight.Running, true
		o.Aged(100 * day)
		words := map[string]string{"state": string(state), "digest": "gone"}
		if state == fanlight.Running {
			words["open"] = "open"
		}
		r.meta["digest"] = attributes(words, nil)["digest"]
		r.at(1).round(1).state = state
		o.wroteMeta(o.Began("janitor#1", 0), r, attributes(words, map[string]int64{"total": 1, "epoch": 1, "round": 1, "expires": map[bool]int64{true: 1}[state != fanlight.Running]}))
		o.checkEnd(r)
		expect(t, o, string(state), rule)
	}
}
