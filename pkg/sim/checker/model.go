package checker

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// Results are counted exactly once: a winner stays, and the counter is their number (S2).
func (c *Checker) checkProgress(e *epoch, shard string, before, it item) {
	winners := 0
	for name := range it {
		if name[0] == 'w' && name != "waits" {
			winners++
		}
	}
	for name, value := range before {
		if name[0] == 'w' && name != "waits" && it[name] != value {
			c.find("winner", e.run.id, []int{e.line}, "%s of epoch %d was %s and is %s", name, e.number, value, it[name])
		}
	}
	n, _ := strconv.Atoi(shard)
	if size := int(it.num("size")); int(it.num("settled")) != winners || winners > size || e.run.exists() && size != max(0, min(shardSize, e.run.total()-n*shardSize)) {
		c.find("counter", e.run.id, nil, "shard %s of epoch %d counts %s of %s with %d winners", shard, e.number, it["settled"], it["size"], winners)
	}
}

// A winner's result is there whole, never changes, and is explained; one of an earlier
// epoch is inherited only when a command asked for that, and only if it is good (S1, D4).
func (c *Checker) checkWinner(e *epoch, index int, winner string, created bool) {
	head, of := e.head(index, winner)
	name := strconv.Itoa(index) + "#" + winner[strings.Index(winner, ":")+1:]
	for n := range max(1, int(head.num("count"))) {
		if chunk := strconv.Itoa(1000 + n)[1:]; head == nil || of.chunks[name+"#"+chunk] == 0 {
			c.find("result", e.run.id, nil, "query %d of epoch %d has the winner %s, of whose result chunk %d is not there", index, e.number, winner, n)
		}
	}
	if of != e && (e.command == nil || e.command.Kind != "replay of failures" || head["outcome"] != "ok" && head["outcome"] != "empty" || !created) {
		c.find("epochs", e.run.id, []int{e.line}, "query %d of epoch %d inherits %s, which is %s", index, e.number, winner, head["outcome"])
	}
	if of == e {
		c.checkExplained(e, index, head)
	}
}

func (c *Checker) checkResult(e *epoch, name, chunk string, it item) {
	if before := e.heads[name]; chunk == "000" && before != nil && before["rows"] != it["rows"] {
		c.find("result", e.run.id, nil, "the result %s of epoch %d changes", name, e.number)
	}
}

// An answer holds the rows that the service gave for a query of this epoch; whatever else a query
// ends as has happened to it: a fault, its deadline, its estimate, a command (W5, J4, D6).
func (c *Checker) checkExplained(e *epoch, index int, head item) {
	q, bad, timedOut, refused := c.queries[head["query_id"]], 0, false, slices.ContainsFunc(e.faults[index], func(f string) bool { return f != "query without data" })
	for _, s := range e.starts[index] {
		timedOut, refused = timedOut || s.State == "Timeout", refused || s.TooWide || s.NoGroup
		if s.failed() {
			bad++
		}
	}
	mine := q != nil && q.Run == e.run.id && q.Epoch == e.number && q.Index == index
	said, explained := head["error"], true
	switch head["outcome"] {
	case "ok", "empty":
		if kept := e.kept(c.max(e, q), q); mine {
			explained = q.State == "Complete" && q.read == "Complete" && int(head.num("row_count")) == kept && (head["outcome"] == "empty") == (len(q.Rows) == 0)
		} else {
			explained = head["query_id"] == "" && head["outcome"] == "empty" && slices.Contains(e.faults[index], "query without data")
		}
	case "failed":
		explained = bad >= maxTries || refused || timedOut || strings.HasPrefix(said, "not run: ") && e.refuses()
	case "timed_out":
		explained = timedOut || c.jumped || c.overdue(e)
	case "cancelled":
		explained = slices.ContainsFunc(c.given(e.run.id, "cancel"), func(k *command) bool { return k.Epoch == e.number })
	}
	if !explained {
		c.find("explained", e.run.id, []int{e.line}, "query %d of epoch %d is settled as %s (%s), which nothing explains: %d starts, %d of them failed, faults %v",
			index, e.number, head["outcome"], said, len(e.starts[index]), bad, e.faults[index])
	}
}

// The report is rendered once, of a complete epoch, from the winners' results: each shows
// the rows that the service gave, in order, as many as are kept (R2, R3).
func (c *Checker) checkDocument(e *epoch, d *history.Document) {
	if e.document != nil || d.Broken != "" || e.complete == 0 || len(d.Queries) != e.run.total() {
		c.find("document", e.run.id, []int{e.line, e.complete}, "epoch %d is rendered again, before it is complete, not whole, or with %d of %d queries: %s", e.number, len(d.Queries), e.run.total(), d.Broken)
		return
	}
	shown := map[string]bool{}
	for index := range d.Queries {
		head, of := e.head(index, e.winners[index])
		place := slices.IndexFunc(d.Queries, func(s history.Shown) bool {
			return s.State == head["outcome"] && s.Query == head["query_id"] && s.Error == head["error"] && !shown[s.ID]
		})
		if place < 0 {
			c.find("numbers", e.run.id, nil, "the result of query %d of epoch %d, %s of %s, is not shown", index, of.number, head["outcome"], head["query_id"])
			continue
		}
		s, q := d.Queries[place], c.queries[head["query_id"]]
		shown[s.ID] = true
		if q == nil || s.State != "ok" && s.State != "empty" {
			continue
		}
		if kept := e.kept(c.max(e, q), q); s.Kept != kept || s.Cut != (kept < len(q.Rows)) || !slices.EqualFunc(s.Rows, q.Rows[:kept], func(a, b history.Row) bool { return a.First == b.First }) {
			c.find("numbers", e.run.id, []int{q.line}, "query %d of epoch %d shows %d rows %v, and the service gave %d, of which %d are kept", index, of.number, len(s.Rows), s.Rows, len(q.Rows), kept)
		}
	}
}

// Each part arrives in the stored words, after the one before it, and once; again only
// after a crash, a lost answer or a stolen lease (R3, R4).
func (c *Checker) checkDelivered(p *process, r *round, d *history.Delivered) {
	part, e := r.part(d.To, d.Part), r.epoch
	part.arrived++
	excused := r.stolen
	if !e.run.skips(d.To) {
		excused += part.excused
	}
	if part.arrived > 1+excused {
		c.find("again", e.run.id, []int{part.line}, "%s got part %d of epoch %d round %d %d times, of which %d are explained", d.To, d.Part, e.number, r.number, part.arrived, excused)
	}
	if d.Part > 0 && r.part(d.To, d.Part-1).arrived == 0 {
		c.find("order", e.run.id, nil, "%s got part %d of epoch %d round %d before the one before it", d.To, d.Part, e.number, r.number)
	}
	if !e.says(d) && !e.run.expired {
		c.find("words", e.run.id, []int{e.docLine}, "%s got other words than were stored for epoch %d", d.To, e.number)
	}
	part.line = c.n
	if d.Lost {
		r.doubt[d.To] = c.n
		part.excused++
	} else {
		part.pending = append(part.pending, p)
	}
}

// A round ends as what its destinations got, and each that did not get everything has a
// reason, which somebody was noted (E1, E3). Nothing is ever silently missing.
func (c *Checker) checkRoundEnd(r *round, state string) {
	e, id := r.epoch, r.epoch.run.id
	whole, some, reasons := 0, 0, true
	for _, to := range c.wanted(r) {
		all, any := true, false
		for n := range e.partsOf(to) {
			all, any = all && r.part(to, n).arrived > 0, any || r.part(to, n).arrived > 0
		}
		if all {
			whole++
		}
		if any || r.doubt[to] != 0 {
			some++
		}
		reasons = reasons && (all || c.jumped || r.failed[to] != 0 || r.doubt[to] != 0 || r.taken > maxClaims || r.lasted(c.now, c.world.GiveUp-skew))
	}
	ordered := slices.ContainsFunc(c.given(id, "cancel"), func(k *command) bool { return k.Epoch == e.number && (k.Round == r.number || k.Round == 0) })
	withheld := e.withheld(r.number)
	fits := map[string]bool{
		"sent": whole == len(c.wanted(r)) && !withheld, "skipped": withheld && e.document.Verdict == "skip", "held": withheld && e.document.Verdict == "hold",
		"cancelled": ordered && some == 0, "unsent": !withheld && some == 0 && (reasons || ordered), "partly_sent": !withheld && some > 0 && (reasons || ordered),
	}[state]
	if !fits && !e.run.strange {
		c.find("outcome", id, []int{r.line, e.docLine}, "epoch %d round %d ends as %s: %d of %v got it, %d a part of it; each that did not has a reason: %t, a command: %t", e.number, r.number, state, whole, c.wanted(r), some, reasons, ordered)
	}
	told := e.run.def == nil || !e.run.def.Owner || r.told || (state == "sent" || state == "skipped") && e.unanswered() == 0
	if !ordered && !e.run.strange && !(state == "sent" || r.alarm && told) || !ordered && !told && !e.run.strange {
		c.find("silence", id, []int{r.line}, "epoch %d round %d ends as %s, and nobody is told", e.number, r.number, state)
	}
}

// Every run ends, every edition that was due has a run or was named, and every command
// that was accepted is carried out (J1 to J9, D4 to D8).
func (c *Checker) over(o *history.Over) {
	if o.Unfinished != "" {
		c.find("unfinished", "", nil, "the world ends before everything is done: %s", o.Unfinished)
		return
	}
	for _, r := range c.sortedRuns() {
		if r.open() {
			c.find("unfinished", r.id, []int{r.line}, "it never ends")
		}
	}
	for _, d := range c.due {
		if r := c.run(d.Run); !r.exists() && !r.expired && c.named[d.Report] < d.At && c.owed(d) && !c.jumped {
			c.find("edition", d.Run, nil, "it was due, and there is no run and no word of it")
		}
	}
	c.checkDone()
	for _, k := range c.commands {
		if k.done && !c.carriedOut(k) {
			c.find("command", k.Run, []int{k.line}, "%s %s was accepted, and is not carried out", k.Kind, k.ID)
		}
	}
}
