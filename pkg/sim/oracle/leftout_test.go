package oracle

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestOracle_checkNamed(t *testing.T) {
	t.Parallel()
	const changed, older = "; its schedule has been changed", "; to run them: fanlight backfill"
	for what, c := range map[string]struct {
		detail string
		to     time.Duration // before now; the first is three hours before
		rule   Rule
	}{
		"as many as have no run":          {"2 editions were not started" + changed, time.Hour, ""},
		"one more":                        {"3 editions were not started" + changed, time.Hour, "J8"},
		"one fewer":                       {"1 edition was not started" + older, time.Hour, "J8"},
		"not all are looked at":           {"at least 1 editions were not started" + changed, time.Hour, ""},
		"one that its schedule may start": {"3 editions were not started" + changed, 0, "J8"},
		"no number":                       {"some were not started" + changed, time.Hour, "J8"},
	} {
		o, w, _ := judged()
		o.set.Late = 10 * time.Minute
		o.set.Calendar = Calendar{Often: "often", Period: time.Hour}
		ran := o.run(runAt("often", noon.Add(-2*time.Hour)))
		ran.meta, ran.versions = item{}, []version{{since: noon.Add(-2 * time.Hour)}}
		p := o.Began("janitor#1", 0)
		o.checkNamed(p, fanlight.Event{Report: "often", Detail: c.detail}, noon.Add(-3*time.Hour), w.now.Add(-c.to))
		expect(t, o, what, c.rule)
	}
}
