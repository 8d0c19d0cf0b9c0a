package checker

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// A run is over the window of its due time: one of a fixed length ends the delay before it; a day,
// week or month is the last full one by the clocks of the report (G7, D1).
func (c *Checker) checkWindow(r *run, d *history.Deployed, it item) {
	_, stamp, _ := strings.Cut(r.id, "@")
	edition, _, _ := strings.Cut(stamp, "+")
	due, err := time.Parse(time.RFC3339, edition)
	if err != nil || d == nil || d.Length == 0 && d.Calendar == "" || strings.Contains(r.id, "+fix-") { // which keeps that of its edition
		return
	}
	start, end := due.UnixMilli()-d.Delay-d.Length, due.UnixMilli()-d.Delay
	if d.Calendar != "" {
		start, end = lastFull(d.Calendar, d.Days, due)
	}
	if it.num("window_start") != start || it.num("window_end") != end {
		c.find("window", r.id, nil, "it is over %s to %s, and its report says %d to %d", it["window_start"], it["window_end"], start, end)
	}
}

// A correction is by the definition from whose hash the end of its ID derives (D8).
func (c *Checker) checkCorrection(r *run, it item) {
	if _, end, corrects := strings.Cut(r.id, "+fix-"); corrects {
		if sum := sha256.Sum256([]byte(it["hash"])); end != hex.EncodeToString(sum[:3]) {
			c.find("correction", r.id, nil, "it is by another definition, %s, than its ID says", it["hash"])
		}
	}
}

// backfilled reports whether a backfill was asked for that begins a run.
func (c *Checker) backfilled(run string) bool {
	name, _, _ := strings.Cut(run, "@")
	for id := range c.backfills {
		if strings.HasPrefix(id, name+"@") {
			return true
		}
	}
	k := c.commands["backfill"]
	return k != nil && k.begins(run)
}

// A janitor starts an edition only when it is missed, unless a backfill asks for it: of those that
// were, a few in a sweep, and none that is too old (J8).
func (c *Checker) checkMissed(p *process, r *run) {
	report, stamp, _ := strings.Cut(r.id, "@")
	due, err := time.Parse(time.RFC3339, stamp)
	if !p.is("janitor") || err != nil || c.jumped || c.backfilled(r.id) {
		return
	}
	p.missed[report]++
	late, old := c.now-due.UnixMilli(), p.begun-due.UnixMilli()
	if late < c.world.Late-skew || c.world.CatchUpAge > 0 && (old > c.world.CatchUpAge+skew || p.missed[report] > c.world.CatchUp) {
		c.find("missed", r.id, []int{p.line}, "%s starts it %d s after it was due, as number %d of its report", p.name, late/second, p.missed[report])
	}
}

// lastFull returns the last day, week or month that was over at a time.
func lastFull(calendar, zone string, due time.Time) (start, end int64) {
	place, err := time.LoadLocation(zone)
	if err != nil {
		return 0, 0
	}
	begins := func(t time.Time) bool {
		local := t.In(place)
		return local.Day() != t.Add(-time.Minute).In(place).Day() &&
			(calendar == "day" || calendar == "week" && local.Weekday() == time.Monday || calendar == "month" && local.Day() == 1)
	}
	t := due.Truncate(15 * time.Minute)
	for ; !begins(t); t = t.Add(-15 * time.Minute) {
	}
	end = t.UnixMilli()
	for t = t.Add(-15 * time.Minute); !begins(t); t = t.Add(-15 * time.Minute) {
	}
	return t.UnixMilli(), end
}
