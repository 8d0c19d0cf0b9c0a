package checker

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// A run is running when each of its queries is settled or was sent, and cancelled when all are
// settled (D1, D6).
func (c *Checker) checkSteps(r *run, e *epoch, rd *round, before, it item) {
	if r.strange || before == nil || it["layout"] == "" || before["epoch"] != it["epoch"] {
		return
	}
	unsent := func() bool {
		for index := range r.total() {
			if e.winners[index] == "" && e.sent[index] == 0 {
				return true
			}
		}
		return false
	}
	if before["state"] == "dispatching" && it["state"] == "running" && (!e.whole() || unsent()) {
		c.find("dispatched", r.id, []int{e.line}, "epoch %d is running, and some of its queries were never sent", e.number)
	}
	if before["open"] != "" && it["open"] == "" && it["state"] == "cancelled" && rd.number == 1 && e.complete == 0 {
		c.find("settled", r.id, []int{e.line}, "epoch %d is closed as cancelled, and %d of %d queries are settled", e.number, len(e.winners), r.total())
	}
}

// A janitor sends a query again only after it has put that on record: of two at once one does (J2).
func (c *Checker) checkAgain(p *process, e *epoch, index int) {
	if e.againBy[index] == p {
		return
	}
	e.againBy[index] = p
	e.again[index]++
	if n := e.shards[shardOf(index)].num("resent"); int64(e.again[index]) > n {
		c.find("resent", e.run.id, []int{e.line}, "query %d of epoch %d is sent again for the %d. time, and %d are on record", index, e.number, e.again[index], n)
	}
}

// A worker starts a query by what it has read of the record: within a minute, and since it heard
// that the try before came to nothing (W3).
func (c *Checker) checkFresh(p *process, call *history.Call) {
	run, epoch, index := place(call.On)
	if d := c.run(run).definition(); call.Op != "StartQuery" || d != nil && d.MaxScan > 0 { // else it may be an estimate
		return
	}
	item := "RUN#" + run + "#" + strconv.Itoa(epoch) + " PROGRESS#" + shardOf(index)
	at, read := p.readAt[item]
	if p.doubtful[call.On] {
		c.find("fresh", run, []int{p.line}, "%s starts query %d of epoch %d once more, and has not read its progress since the try before", p.name, index, epoch)
	}
	if read && !c.stalls && call.Asked-at > 2*minute {
		c.find("fresh", run, []int{p.line}, "%s starts query %d of epoch %d by what it read %d s ago", p.name, index, epoch, (call.Asked-at)/second)
	}
}

// sees takes note of the shards that an answer showed.
func (p *process) sees(on string, now int64) {
	epoch, _, ok := strings.Cut(on, " PROGRESS#")
	if !ok {
		return
	}
	whole := strings.HasSuffix(on, " PROGRESS#")
	for item := range p.readAt {
		if whole && strings.HasPrefix(item, epoch+" ") {
			p.readAt[item] = now
		}
	}
	if !whole {
		p.readAt[on] = now
	}
	for query := range p.doubtful {
		run, number, index := place(query)
		if of := "RUN#" + run + "#" + strconv.Itoa(number); of == epoch && (whole || on == of+" PROGRESS#"+shardOf(index)) {
			delete(p.doubtful, query)
		}
	}
}

// doubts takes note of a query of which a try came to nothing.
func (p *process) doubts(q *query) {
	if p != nil && q != nil && !q.Estimate {
		p.doubtful[key(q.Run, q.Epoch, q.Index)] = true
	}
}
