package checker

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// given returns the commands of a kind on a run.
func (c *Checker) given(run, kind string) (all []*command) {
	for _, k := range c.commands {
		if k.Run == run && k.Kind == kind {
			all = append(all, k)
		}
	}
	return all
}

// max returns how many bytes of cells are kept of a query; 0: any number.
func (c *Checker) max(e *epoch, q *query) int64 {
	if q == nil || e.run.def == nil || len(e.run.def.Queries) == 0 {
		return 0
	}
	return e.run.def.Queries[0].MaxBytes // the same for all queries of a seed
}

// kept returns how many rows of a query are kept.
func (e *epoch) kept(most int64, q *query) int {
	if q == nil {
		return 0
	}
	left := most
	for n, row := range q.Rows {
		if left -= int64(row.Bytes); most > 0 && left < 0 {
			return n
		}
	}
	return len(q.Rows)
}

// overdue reports whether the deadline on record is over, by the clock of who says so. Of an
// epoch of another version the beginning is known only roughly.
func (c *Checker) overdue(e *epoch) bool {
	if c.by == nil {
		return c.now >= e.begun+e.run.deadline()-skew
	}
	return c.now+c.by.skew+second >= e.run.meta.num("deadline")
}

// fromNow reports whether an epoch has the deadline of its report, counted from a moment at
// which the process that begins it was at work, by its clock.
func (c *Checker) fromNow(it item) bool {
	def := c.definitions[it["hash"]]
	if c.by == nil || def == nil {
		return true
	}
	begun := it.num("deadline") - def.Deadline - c.by.skew
	return begun >= c.by.begun-second && begun <= c.now+second
}

// deadline is how long an epoch of the run may take.
func (r *run) deadline() int64 {
	if r.def == nil {
		return 0
	}
	return r.def.Deadline
}

// says reports whether a part has the words that were stored for its destination.
func (e *epoch) says(d *history.Delivered) bool {
	if e.document == nil {
		return false
	}
	for _, w := range e.document.To {
		if w.Name == d.To && d.Part < len(w.Parts) {
			return d.Hash == w.Parts[d.Part] || d.Again && d.Hash == w.Marked[d.Part]
		}
	}
	return false
}

func (e *epoch) unanswered() (n int) {
	if e.document != nil {
		for _, q := range e.document.Queries {
			if q.State != "ok" && q.State != "empty" {
				n++
			}
		}
	}
	return n
}

// lasted reports whether nothing was delivered in a round for some time.
func (r *round) lasted(now, least int64) bool { return now-r.begun >= least }

// failures is how many starts of a query came to nothing.
func (e *epoch) failures(index int) (n int) {
	for _, q := range e.starts[index] {
		if q.failed() || q.stopped {
			n++
		}
	}
	return n
}

// definition returns that of a query: all queries of a report have the same bounds here.
func (r *run) definition() *history.DefinedQuery {
	if r.def == nil || len(r.def.Queries) == 0 {
		return nil
	}
	return &r.def.Queries[0]
}

// running is how many queries of the stack run.
func (c *Checker) running() (n int) {
	for _, q := range c.queries {
		if q.Run != "" && !q.stopped && q.Ends > c.now {
			n++
		}
	}
	return n
}

func shardOf(index int) string { return strconv.Itoa(100000 + index/shardSize)[1:] }

// ofRun returns the epoch of a partition.
func (c *Checker) ofRun(pk string) *epoch {
	id, number, ok := strings.Cut(strings.TrimPrefix(pk, "RUN#"), "#")
	n, err := strconv.Atoi(number)
	if r := c.runs[id]; ok && err == nil && r != nil && r.epochs[n] != nil && r.epochs[n].begun != 0 {
		return r.epochs[n]
	}
	return nil
}

// allows reports whether the estimates on record let a query be started: those of the
// queries that were started fit together.
func (e *epoch) allows(q *query) bool {
	def, spent, seen := e.run.def, int64(0), map[int]bool{}
	for index, starts := range e.starts {
		seen[index] = true
		spent += e.estimates[starts[0].Scope].num("bytes")
	}
	it := e.estimates[q.Scope]
	if !seen[q.Index] {
		spent += it.num("bytes")
	}
	return it != nil && it.num("bytes") <= def.Queries[0].MaxScan && (def.Budget == 0 || spent <= def.Budget)
}

// refuses reports whether the estimates may refuse a query of the epoch.
func (e *epoch) refuses() bool {
	all, def := int64(0), e.run.def
	if def == nil {
		return false
	}
	for _, d := range def.Queries {
		bytes := e.estimates[d.Scope].num("bytes")
		if bytes > d.MaxScan && d.MaxScan > 0 {
			return true
		}
		all += bytes
	}
	return def.Budget > 0 && all > def.Budget
}

// owed reports whether an edition is owed: its report had its schedule at that time, and a
// janitor had a note of that; ten minutes and some sweeps later something must have come of it.
func (c *Checker) owed(d history.Due) bool {
	var then history.Deployed
	var since, noted int64
	for i, deployed := range c.deployments[d.Report] {
		if at := c.deployedAt[d.Report][i]; at <= d.At {
			if deployed.Schedule != then.Schedule || deployed.Until != then.Until {
				since = at
			}
			then = deployed
		}
	}
	for _, n := range c.noted[d.Report] {
		switch {
		case n.at <= d.At:
			noted = n.at
		case n.at < d.At+12*minute: // its schedule's own, of the last ten minutes before the change
			return false
		}
	}
	return then.Schedule != "" && (then.Until == 0 || d.At < then.Until) && noted >= since && noted > 0 && c.now > d.At+hour
}

// enoughTime reports whether all queries are answered before the deadline when nothing goes wrong:
// no other report than the first, of which the world says that, has more than a few at a time.
func (c *Checker) enoughTime() bool {
	for report := range c.deployments {
		if report != c.first && c.queriesOf(report) > 10 {
			return false
		}
	}
	return c.world.EnoughTime
}

// carriedOut reports whether what a command was accepted for has happened.
func (c *Checker) carriedOut(k *command) bool {
	r := c.run(k.Run)
	switch k.Kind {
	case "cancel":
		return r.expired || !r.open() || r.epochNow() > k.Epoch || r.roundNow() > k.Round
	case "replay of all", "replay of failures":
		return r.expired || r.epochNow() > k.Epoch
	case "resend", "resend to one":
		return r.expired || r.epochNow() > k.Epoch || r.roundNow() > k.Round
	case "start by hand":
		return r.expired || r.exists()
	}
	return true
}
