package checker

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// wrote looks at an item by its key.
func (c *Checker) wrote(p *process, w *history.Wrote) {
	it := item(w.Attributes)
	if p != nil { // else another version wrote it
		c.checkExpiry(p, w, it)
	}
	if notes := c.noted[w.SK]; w.PK == "WATCHES" && (len(notes) == 0 || notes[len(notes)-1].schedule != it["schedule"]) {
		c.noted[w.SK] = append(notes, note{c.now, it["schedule"]})
	}
	if w.PK == "BACKFILLS" {
		c.wroteBackfill(p, w.SK, it)
		return
	}
	id, ok := strings.CutPrefix(w.PK, "RUN#")
	if !ok {
		return
	}
	id, number, ofEpoch := strings.Cut(id, "#")
	r := c.run(id)
	kind, rest, _ := strings.Cut(w.SK, "#")
	if ofEpoch {
		n, _ := strconv.Atoi(number)
		c.wroteEpoch(p, r.at(n), kind, rest, it)
		return
	}
	keys := strings.SplitN(rest, "#", 3)
	switch kind {
	case "META":
		c.wroteMeta(p, r, it)
	case "SEND":
		c.wroteSend(p, roundOf(r, keys), it)
	case "DELIVERY":
		c.wroteDelivery(p, roundOf(r, keys), keys[2], it)
	case "DOCUMENT":
		n, _ := strconv.Atoi(rest)
		e := r.at(n)
		if e.attempt != "" && e.attempt != it["attempt"] {
			c.find("document", id, []int{e.docLine}, "epoch %d was rendered again", n)
		}
		e.attempt = it["attempt"]
	}
}

func roundOf(r *run, keys []string) *round {
	epoch, _ := strconv.Atoi(keys[0])
	number, _ := strconv.Atoi(keys[1])
	return r.at(epoch).round(number)
}

func (c *Checker) wroteEpoch(p *process, e *epoch, kind, rest string, it item) {
	switch kind {
	case "PROGRESS":
		c.wroteProgress(p, e, rest, it)
	case "RESULT":
		index, attempt, _ := strings.Cut(rest, "#")
		attempt, chunk, _ := strings.Cut(attempt, "#")
		name := index + "#" + attempt
		c.checkResult(e, name, chunk, it)
		e.chunks[name+"#"+chunk] = 1
		if chunk == "000" {
			e.heads[name] = it
		}
	case "ESTIMATE":
		if before := e.estimates[rest]; before != nil && (before["bytes"] != it["bytes"] || before["unknown"] != it["unknown"]) {
			c.find("estimate", e.run.id, nil, "the estimate of epoch %d changes", e.number)
		}
		e.estimates[rest] = it
	}
}

func (c *Checker) wroteProgress(p *process, e *epoch, shard string, it item) {
	before := e.shards[shard]
	c.checkProgress(e, shard, before, it)
	if n, _ := strconv.Atoi(shard); e.run.exists() && n > 0 && n*shardSize >= e.run.total() {
		c.find("counter", e.run.id, nil, "epoch %d of %d queries has the shard %d", e.number, e.run.total(), n)
	}
	if before == nil {
		c.checkInherits(e, shard, it)
	}
	e.shards[shard] = it
	if !p.is("janitor") {
		e.changed[shard] = c.now
	}
	for name, value := range it {
		index, err := strconv.Atoi(strings.TrimLeft(name, "qw"))
		switch {
		case err != nil || before[name] == value:
		case name[0] == 'q':
			c.checkRecorded(e, index, before)
			e.recorded[index] = start{c.queries[recordedID(value)], p, c.now, c.n}
		case name[0] == 'w':
			c.checkWinner(e, index, value, before == nil)
			c.checkKept(p, e, index, value)
			e.winners[index], e.wonLine[index] = value, c.n
		}
	}
	if e.complete == 0 && e.run.exists() && len(e.winners) == e.run.total() && e.whole() {
		e.complete, e.completer = c.n, p
	}
}

// whole reports whether every shard of the epoch is there.
func (e *epoch) whole() bool { return len(e.shards) >= max(1, (e.run.total()+15)/16) }

func (c *Checker) wroteMeta(p *process, r *run, it item) {
	before := r.meta
	r.strange = r.strange || it.num("layout") > int64(c.world.Layout)
	if p == nil && before != nil { // another version wrote it
		r.meta = it
		return
	}
	c.checkMeta(r, before, it)
	c.checkLayout(p, r, before, it)
	r.meta = it
	if before == nil {
		r.line = c.n
	}
	r.def = c.definitions[it["hash"]]
	k := c.commands[it["command"]]
	e := r.at(r.epochNow())
	if e.begun == 0 {
		e.begun, e.line, e.command = c.now, c.n, k
		if p != nil && p.asked != 0 {
			e.begun = p.asked
		}
	}
	if rd := e.round(r.roundNow()); rd.begun == 0 {
		rd.begun, rd.line, rd.command = c.now, c.n, k
	}
	c.checkOffered(r, it)
	if e.running == 0 && it["state"] == "running" {
		e.running = c.n
	}
	if before == nil {
		c.checkWindow(r, r.def, it)
		c.checkCorrection(r, it)
		c.checkEdition(p, r, it)
		c.checkMissed(p, r)
	}
	c.checkSteps(r, e, e.round(r.roundNow()), before, it)
	switch final := it["state"] != "dispatching" && it["state"] != "running"; {
	case !final:
		r.final = 0
	case r.final == 0:
		r.final = c.now
	}
	if before["open"] != "" && !r.open() {
		r.closed = c.now
		c.checkClosed(r, e, e.round(r.roundNow()))
	}
}

func (c *Checker) wroteSend(p *process, r *round, it item) {
	before := r.send
	taken := before["fence"] != it["fence"] && it["fence"] != "0"
	if taken && r.owner != nil && r.owner != p && r.owner.ended == 0 && before["released"] != before["fence"] {
		r.stolen++
	}
	c.checkSend(p, r, before, it, taken)
	c.checkRelease(r, before, it)
	if taken {
		r.taken++
		if p.is("reporter") {
			p.counts = r
		}
	}
	if taken {
		r.owner = p
	}
	r.send, r.written = it, c.now
	if before["state"] == "" && it["state"] != "" {
		r.ended = c.now
		c.checkRoundEnd(r, it["state"])
		c.checkRecords(r, it["state"])
	}
}

func (c *Checker) wroteDelivery(p *process, r *round, to string, it item) {
	before := r.records[to]
	c.checkRecord(r, to, before, it)
	if by := r.sending[to]; before["state"] == "sending" && before["fence"] != it["fence"] && (by.died || by.faulted || by.ended == 0) {
		r.doubt[to] = c.n
	}
	if before["state"] == "sending" && before["fence"] != it["fence"] {
		r.part(to, int(before.num("parts"))).doubt = true
	}
	if it["state"] == "sending" {
		r.sending[to] = p
	}
	r.records[to] = it
	for n := range int(it.num("parts")) {
		part := r.part(to, n)
		for i := range part.pending {
			if part.pending[i] == p {
				part.pending = append(part.pending[:i:i], part.pending[i+1:]...)
				break
			}
		}
	}
}
