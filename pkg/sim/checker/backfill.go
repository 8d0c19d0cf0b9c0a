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
}

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
	b, was := &backfill{it, p, c.now, c.now}, c.backfills[id]
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

// An edition that a backfill begins is one that is due, and that is on record as begun (D7, J9).
func (c *Checker) checkEdition(r *run, it item) {
	k := c.commands["backfill"]
	if k == nil || !k.begins(r.id) {
		return
	}
	report, _, _ := strings.Cut(r.id, "@")
	if apart := it["apart"] == "true"; apart == k.Fill {
		c.find("apart", r.id, []int{k.line}, "no later edition is compared with it: %t, and its backfill fills the past: %t", apart, k.Fill)
	}
	begun := false
	for _, id := range slices.Sorted(maps.Keys(c.backfills)) {
		b := c.backfills[id]
		begun = begun || strings.HasPrefix(id, report+"@") && slices.ContainsFunc(b.begun(), func(due int64) bool { return runOf(report, due) == r.id })
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
