package checker

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// backfill is one by its item.
type backfill struct {
	item
	by     *process
	at     int64
	opened int64 // since when it is open
	was    *backfill
}

// known reports whether a backfill was as its item shows it, or before, at some time since then.
func (b *backfill) known(since int64, as func(*backfill) bool) bool {
	for ; b != nil; b = b.was {
		if as(b) {
			return true
		}
		if b.at < since {
			return false
		}
	}
	return false
}

// fills reports whether later editions are compared with those of the backfill.
func (b *backfill) fills() bool { return b.item["fill"] == "true" }

// begun returns the due times of its editions that are open.
func (b *backfill) begun() (all []int64) {
	for text := range strings.FieldsSeq(b.item["begun"]) {
		n, _ := strconv.ParseInt(text, 10, 64)
		all = append(all, n)
	}
	return all
}

func (b *backfill) open() bool { return strings.HasPrefix(b.item["state"], "open") }

func runOf(report string, due int64) string {
	return report + "@" + time.UnixMilli(due).UTC().Format(time.RFC3339)
}

// At most ten editions of a backfill are open, with at most 100 queries, or one (J9).
func (c *Checker) wroteBackfill(p *process, id string, it item) {
	was := c.backfills[id]
	b := &backfill{it, p, c.now, c.now, was}
	if was != nil && was.open() {
		b.opened = was.opened
	}
	c.backfills[id] = b
	report, _, _ := strings.Cut(id, "@")
	n, queries := len(b.begun()), c.queriesOf(report)
	if n > 10 || n > 1 && n*queries > 100 {
		c.find("pace", id, nil, "%d editions of %d queries each are begun", n, queries)
	}
}

// queriesOf returns the number of queries of a report as it was last deployed.
func (c *Checker) queriesOf(report string) int {
	for _, d := range slices.Backward(c.deployments[report]) {
		if d.Hash != "" {
			return len(d.Queries)
		}
	}
	return 0
}

// An edition that a backfill begins is one that is due, and that is on record as begun; it is for
// those, and compared with later ones, as the backfill says (D7, R6, J9).
func (c *Checker) checkEdition(p *process, r *run, it item) {
	k := c.commands["backfill"]
	if k == nil || !k.begins(r.id) {
		return
	}
	report, _, _ := strings.Cut(r.id, "@")
	begun, said, apart, since := false, false, false, c.now
	if p != nil {
		since = p.begun
	}
	begins := func(b *backfill) bool {
		return slices.ContainsFunc(b.begun(), func(due int64) bool { return runOf(report, due) == r.id })
	}
	for _, id := range slices.Sorted(maps.Keys(c.backfills)) {
		if b := c.backfills[id]; strings.HasPrefix(id, report+"@") {
			begun = begun || begins(b)
			said = said || b.known(since, func(b *backfill) bool { return begins(b) && b.item["audience"] == it["audience"] })
			apart = apart || b.known(since, func(b *backfill) bool { return begins(b) && b.fills() != (it["apart"] == "true") })
		}
	}
	if begun && !apart {
		c.find("apart", r.id, []int{k.line}, "later editions are compared with it: %t, unlike its backfill", it["apart"] != "true")
	}
	if begun && !said {
		c.find("edition", r.id, []int{k.line}, "it is for %q, and its backfill for others", it["audience"])
	}
	if !begun || !slices.Contains(k.Runs, r.id) && !c.rescheduled(report) {
		c.find("edition", r.id, []int{k.line}, "it is created, and is on record as begun: %t, and due: %t", begun, slices.Contains(k.Runs, r.id))
	}
}

// rescheduled reports whether a report has had several schedules.
func (c *Checker) rescheduled(report string) bool {
	all := c.deployments[report]
	return slices.ContainsFunc(all, func(d history.Deployed) bool { return !d.Gone && d.Schedule != all[0].Schedule })
}

// A sweep in which nothing goes wrong takes the step that each open backfill needs: it forgets the
// editions that had ended, and begins others in their place (J9).
func (c *Checker) checkBackfills(p *process) {
	if !p.is("janitor") || p.died || p.faulted {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(c.backfills)) {
		b := c.backfills[id]
		report, _, _ := strings.Cut(id, "@")
		if !b.open() || b.by != p && b.at >= p.begun {
			continue
		}
		for _, due := range b.begun() {
			if r := c.run(runOf(report, due)); r.final != 0 && r.final < p.begun {
				c.find("backfill", id, []int{p.line}, "%s leaves %s among the open editions, and it had ended", p.name, r.id)
			}
		}
		n, queries := len(b.begun()), c.queriesOf(report)
		if b.item.num("next") <= b.item.num("to") && n < 10 && (n == 0 || (n+1)*queries <= 100) {
			c.find("backfill", id, []int{p.line}, "%s leaves it with %d editions open, and begins no other", p.name, n)
		}
	}
}

// A backfill whose cancel was carried out is not open (D7).
func (c *Checker) checkStopped(k *command) {
	p := c.processes[k.by]
	for _, id := range slices.Sorted(maps.Keys(c.backfills)) {
		b := c.backfills[id]
		if k.Kind == "cancel backfill" && !k.refused && p != nil && b.open() && b.opened < p.begun && len(k.Runs) > 0 && strings.HasPrefix(k.Runs[0], id[:strings.Index(id, "@")+1]) {
			c.find("command", id, []int{k.line}, "%s says that it is cancelled, and it is open", p.name)
		}
	}
}

// A backfill that was carried out asked for nothing of the future; it is for those, and compared with
// later editions, as its command says, or was until another one came (D7).
func (c *Checker) checkBackfilled(k *command) {
	p := c.processes[k.by]
	if k.Kind != "backfill" || k.refused || p == nil || len(k.Runs) == 0 {
		return
	}
	if k.Until > c.now+max(skew, p.skew) {
		c.find("command", k.Runs[0], []int{k.line}, "%s carries out a backfill that ends in the future", p.name)
	}
	report, _, _ := strings.Cut(k.Runs[0], "@")
	for _, id := range slices.Sorted(maps.Keys(c.backfills)) {
		if strings.HasPrefix(id, report+"@") && c.backfills[id].known(p.begun, func(b *backfill) bool { return b.item["audience"] == k.For && b.fills() == k.Fill }) {
			return
		}
	}
	c.find("command", k.Runs[0], []int{k.line}, "%s carried out a backfill for %q that fills the past: %t, and none is so", p.name, k.For, k.Fill)
}

// A backfill that is done has brought about every edition that was due (J9).
func (c *Checker) checkDone() {
	k := c.commands["backfill"]
	for _, id := range slices.Sorted(maps.Keys(c.backfills)) {
		b := c.backfills[id]
		if report, _, _ := strings.Cut(id, "@"); k == nil || b.item["state"] != "done" || c.rescheduled(report) {
			continue
		}
		for _, run := range k.Runs {
			if r := c.run(run); k.begins(run) && strings.HasPrefix(run, id[:strings.Index(id, "@")+1]) && !r.exists() && !r.expired {
				c.find("backfill", id, []int{k.line}, "it is done, and %s never ran", run)
			}
		}
	}
}
