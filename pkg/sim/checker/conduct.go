package checker

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// The bounds of docs/protocol.md, in milliseconds, with room for clocks that are wrong by
// half a minute each.
const (
	second, minute, hour, day = 1000, 60 * second, 60 * minute, 24 * hour
	skew                      = minute
	shardSize                 = 16
	maxTries                  = 3 // of a query
	maxClaims, maxParts       = 5, 5
	maxResent                 = 5
)

// The rules of this file are what the promise of model.go rests on: who may do what, when,
// and how often.

// A query is started only when no answer and no start that is still good is on record, and
// by one process no more often than its tries and lost answers explain (W3 to W5, W8).
func (c *Checker) checkStart(p *process, e *epoch, q *query, asked int64) {
	r, k := e.run, key(q.Run, q.Epoch, q.Index)
	progress := "RUN#" + r.id + "#" + strconv.Itoa(e.number) + " PROGRESS#" + shardOf(q.Index)
	if p.knew(progress, e.wonLine[q.Index], asked) {
		c.find("start", r.id, nil, "query %d of epoch %d is started though it is settled", q.Index, e.number)
	}
	if s := e.recorded[q.Index]; s.query != nil && !s.query.failed() && s.query.State != "Timeout" && !s.query.stopped && (s.by == p || p.knew(progress, s.line, asked)) {
		c.find("start", r.id, []int{s.line}, "query %d of epoch %d is started although %s is on record", q.Index, e.number, s.query.ID)
	}
	if n := p.starts[k]; n >= maxTries+p.lost[k] || n > 0 && n > e.failures(q.Index)+p.lost[k] {
		c.find("start", r.id, nil, "%s starts query %d of epoch %d for the %d. time", p.name, q.Index, e.number, n+1)
	}
	if d := r.definition(); d != nil && d.MaxScan > 0 && !e.allows(q) {
		c.find("estimate", r.id, nil, "query %d of epoch %d is started, and its estimates do not allow it", q.Index, e.number)
	}
	if n := c.running(); c.fault == 0 && n > c.world.Concurrency+4 {
		c.find("concurrency", r.id, nil, "%d queries run, and %d may", n, c.world.Concurrency)
	}
}

// A start on record is replaced only when it came to nothing, and none is put on record of a
// query that is settled (W3).
func (c *Checker) checkRecorded(e *epoch, index int, before item) {
	name := strconv.Itoa(index)
	s := e.recorded[index]
	if before["w"+name] != "" || s.query != nil && !s.query.failed() && !s.query.stopped && s.query.State != "Timeout" {
		c.find("start", e.run.id, []int{s.line}, "another start of query %d of epoch %d is put on record", index, e.number)
	}
}

// A report is announced only when it is complete, and a query is sent again only after it
// was quiet, and a few times (S4, J2, J3).
func (c *Checker) checkSent(p *process, e *epoch, s *history.Sent) {
	if first := e.round(1); s.Queue == "query" && p != nil && first.send["state"] == "cancelled" && first.ended < p.begun {
		c.find("cancelled", s.Run, []int{p.line}, "%s sends query %d of epoch %d, whose cancel was begun before", p.name, s.Index, s.Epoch)
	}
	switch {
	case s.Queue == "report":
		rd := e.round(s.Round)
		if e.complete == 0 {
			c.find("announced", s.Run, []int{e.line}, "epoch %d is announced before it is complete", s.Epoch)
		}
		if p.is("janitor") && e.running != 0 && e.running < p.line && e.complete < p.line && !c.jumped && rd.send.num("lease") > c.now+skew && rd.written < p.begun {
			c.find("announced", s.Run, nil, "epoch %d round %d is announced under a live claim", s.Epoch, s.Round)
		}
	case p.is("janitor") && e.running != 0 && e.running < p.line && e.run.epochNow() == s.Epoch:
		e.resent[s.Index]++
		c.checkAgain(p, e, s.Index)
		quiet := c.now - e.changed[shardOf(s.Index)]
		if quiet < c.world.Quiet-skew && !p.faulted && !c.jumped && e.changed[shardOf(s.Index)] < p.begun || e.resent[s.Index] > maxResent {
			c.find("resent", s.Run, nil, "query %d of epoch %d is sent again for the %d. time, %d s after its shard changed", s.Index, s.Epoch, e.resent[s.Index], quiet/second)
		}
	}
}

// What decides is read as it is: only a listing and the index of open runs may show how the
// table was (G1).
func (c *Checker) checkConsistent(p *process, call *history.Call) {
	if listing := strings.HasPrefix(call.On, "REPORT#") && strings.Contains(call.On, " RUN#"); call.Loose && !listing && call.On != "open" {
		c.find("consistent", "", nil, "%s reads %s, and may see how it was", p.name, call.On)
	}
}

// A query that was refused for good, or denied a read, is settled, and not started once more (W5).
func (c *Checker) checkOnce(p *process, call *history.Call) {
	q := c.queries[call.On]
	forGood := call.Fault == "query malformed" || call.Fault == "query without data" || strings.Contains(call.Fault, "denied")
	switch {
	case call.Op == "StartQuery" && p.refused[call.On]:
		c.find("start", "", nil, "%s starts query %s once more, which was refused for good", p.name, call.On)
	case call.Op == "StartQuery" && forGood:
		p.refused[call.On] = true
	case call.Op == "GetQueryResults" && forGood && q != nil && !q.Estimate:
		p.refused[key(q.Run, q.Epoch, q.Index)] = true
	}
}

// An epoch of failures begins with every good result of the one before that is there for long enough (D4).
func (c *Checker) checkInherits(e *epoch, shard string, it item) {
	if e.command == nil || e.command.Kind != "replay of failures" {
		return
	}
	before, n := e.run.at(e.number-1), 0
	for index, winner := range before.winners {
		head, _ := before.head(index, winner)
		good := head["outcome"] == "ok" || head["outcome"] == "empty"
		stays := head.num("expires")*second >= e.run.meta.num("deadline")+day+skew
		if shardOf(index) == shard && good && stays && !e.run.expired && it["w"+strconv.Itoa(index)] == "" {
			n++
		}
	}
	if n > 0 {
		c.find("epochs", e.run.id, []int{e.line}, "shard %s of epoch %d begins without %d good results of the epoch before", shard, e.number, n)
	}
}

// META says when a round was first offered, only after it was (J5).
func (c *Checker) checkOffered(r *run, it item) {
	rd := r.at(r.epochNow()).round(r.roundNow())
	if it["offered"] != "" && (rd.offered == 0 || rd.said != "" && rd.said != it["offered"]) {
		c.find("offered", r.id, []int{rd.line}, "META says that epoch %d round %d was first offered at %s, which was at line %d", r.epochNow(), r.roundNow(), it["offered"], rd.offered)
	}
	rd.said = it["offered"]
}

// A message is acknowledged only when what it asks for is durable: the query has a winner
// and the last message of a complete epoch is followed by its report; the round of a report
// has ended, or somebody holds it (G3, R1).
func (c *Checker) checkAcknowledged(p *process, d *history.Deleted) {
	r := c.run(d.Run)
	if !r.exists() || !r.open() || r.epochNow() != d.Epoch {
		return
	}
	e := r.at(d.Epoch)
	if d.Queue == "report" {
		if s := e.round(d.Round).send; r.roundNow() == d.Round && s["state"] == "" && s.num("lease") < p.begun-skew && !c.jumped { // it looked at the claim later
			c.find("acknowledged", r.id, []int{e.line}, "the message for the report is acknowledged, and nobody is at it")
		}
		return
	}
	left := func() bool {
		if by := e.completer; by.is("janitor") && by != p && by.ended == 0 {
			return true // that announces it, and holds no message
		}
		for _, h := range c.held {
			if h.Run == d.Run && h.Epoch == d.Epoch && h.Queue == "query" {
				return true
			}
		}
		return false
	}
	if e.winners[d.Index] == "" || e.complete != 0 && e.announced == 0 && !left() {
		c.find("acknowledged", r.id, []int{e.line}, "query %d of epoch %d is acknowledged by %s with something left to do", d.Index, d.Epoch, p.name)
	}
}

// A round goes to the destinations of its command, under at most five claims that count,
// five tries a part, not before the time that a provider asked for, and not after its end (D5, R2, R4).
func (c *Checker) checkTry(p *process, r *round, to string) {
	id := r.epoch.run.id
	if !slices.Contains(c.wanted(r), to) {
		c.find("destination", id, []int{r.line}, "epoch %d round %d is sent to %s, and is for %v", r.epoch.number, r.number, to, c.wanted(r))
	}
	moved := r.send.num("moved")
	lastTry := moved > 0 && c.now+skew >= moved+hour // of a round that waits no longer (R5)
	if by := r.askedBy[to]; by != nil && !lastTry && !by.died && !by.faulted && !c.jumped && c.now+skew/2 < r.asked[to] && len(c.given(id, "resend now")) == 0 {
		c.find("waiting", id, []int{r.failed[to]}, "%s is tried again before it may be", to)
	}
	if p.claims.Run != id || p.claims.Epoch != r.epoch.number || p.claims.Round != r.number {
		c.find("epochs", id, []int{p.line}, "%s sends epoch %d round %d, and was asked for %+v", p.name, r.epoch.number, r.number, p.claims)
	}
	if over := r.ended; over != 0 && r.stolen == 0 || r.epoch.withheld(r.number) {
		c.find("ended", id, []int{r.line}, "epoch %d round %d is sent after its end as %q, or withheld", r.epoch.number, r.number, r.send["state"])
	}
}

func (c *Checker) checkTries(r *round, to string, part int) {
	if r.part(to, part).tries > maxParts || r.counted >= maxClaims {
		c.find("tries", r.epoch.run.id, []int{r.line}, "%s is tried %d times with part %d of epoch %d round %d, under %d claims", to, r.part(to, part).tries, part, r.epoch.number, r.number, r.counted)
	}
}

// META moves along the arrows of the page, and only by a command to another epoch or round (G7, D4, D5, E2).
func (c *Checker) checkMeta(r *run, before, it item) {
	k, epoch, round := c.commands[it["command"]], it.num("epoch"), it.num("round")
	sees := k != nil && int64(k.Epoch) == before.num("epoch") && int64(k.Round) <= before.num("round")
	final := func(state string) bool { return state != "dispatching" && state != "running" }
	ok := it["hash"] == before["hash"] && it["total"] == before["total"] && it["window_end"] == before["window_end"]
	switch {
	case before == nil:
		ok = epoch == 1 && round == 1 && it["state"] == "dispatching" && it["open"] != "" && c.definitions[it["hash"]] != nil && len(c.definitions[it["hash"]].Queries) == int(it.num("total"))
	case epoch != before.num("epoch"):
		ok = ok && epoch == before.num("epoch")+1 && round == 1 && before["open"] == "" && final(before["state"]) && sees && strings.HasPrefix(k.Kind, "replay")
	case round != before.num("round"):
		ok = ok && round == before.num("round")+1 && before["open"] == "" && sees && strings.HasPrefix(k.Kind, "resend")
	default:
		ok = ok && (it["open"] == "" || before["open"] != "") && !(final(before["state"]) && !final(it["state"])) && !(before["state"] == "running" && it["state"] == "dispatching") && it["deadline"] == before["deadline"]
	}
	if epoch != before.num("epoch") && !c.fromNow(it) {
		c.find("deadline", r.id, []int{c.by.line}, "epoch %d has the deadline %d", epoch, it.num("deadline"))
	}
	if !ok {
		c.find("arrows", r.id, []int{r.line}, "META moves from %v to %v, command %q", before.shown(), it.shown(), it["command"])
	}
}

// A claim is taken only when nobody holds it, its fence grows by one, and a final state stays (R1, E1).
func (c *Checker) checkSend(p *process, r *round, before, it item, taken bool) {
	live := !c.jumped && before.num("lease") > c.now+skew && before["state"] == "" && before["released"] != before["fence"] && before["woken"] != before["fence"]
	switch {
	case before["state"] != "" && it["state"] != before["state"],
		taken && live && before != nil,
		taken && it.num("fence") != before.num("fence")+1,
		!taken && before != nil && p != r.owner && it["lease"] != before["lease"] && live:
		c.find("claim", r.epoch.run.id, []int{r.line}, "%s changes the claim of epoch %d round %d from %v to %v", p.name, r.epoch.number, r.number, before, it)
	}
}

// A round that sends its report ends with a last state on the record of each destination (E1, E3).
func (c *Checker) checkRecords(r *round, state string) {
	if state == "cancelled" || r.epoch.withheld(r.number) || r.epoch.run.strange {
		return
	}
	for _, to := range c.wanted(r) {
		if s := r.records[to]["state"]; s != "sent" && s != "failed" && s != "unknown" {
			c.find("record", r.epoch.run.id, []int{r.line}, "epoch %d round %d ends as %s and leaves %s as %q", r.epoch.number, r.number, state, to, s)
		}
	}
}

// A claim is given back for no longer than its pause, or until the first destination that is
// left may be tried (R5).
func (c *Checker) checkRelease(r *round, before, it item) {
	const pause = 8 * minute // 30 s, doubled with each of five claims
	if it["released"] != it["fence"] || before["released"] == it["released"] || c.jumped {
		return
	}
	first := int64(0)
	for _, to := range c.wanted(r) {
		rec := r.records[to]
		skipped := rec["unknown"] == "true" && r.epoch.run.skips(to)
		over := rec["state"] == "sent" || rec["permanent"] == "true" || skipped || rec["state"] == "unknown" && rec.num("not_before") == 0
		at := max(r.asked[to], c.now) // one that was not tried is due
		if !over && (first == 0 || at < first) {
			first = at
		}
	}
	if until := it.num("lease"); until > max(first, c.now+pause)+skew {
		c.find("release", r.epoch.run.id, []int{r.line}, "the claim of epoch %d round %d is given back for %d s", r.epoch.number, r.number, (until-c.now)/second)
	}
}

// A record that says sent stays, and is written only after every part arrived (R4).
func (c *Checker) checkRecord(r *round, to string, before, it item) {
	arrived := true
	for n := range int(it.num("parts")) {
		arrived = arrived && r.part(to, n).arrived > 0
	}
	if before["state"] == "sent" && it["state"] != "sent" || !arrived || it["state"] == "sent" && int(it.num("parts")) < r.epoch.partsOf(to) || it.num("fence") < before.num("fence") || it.num("parts") < before.num("parts") {
		c.find("record", r.epoch.run.id, []int{r.line}, "the record of %s in epoch %d round %d goes from %v to %v", to, r.epoch.number, r.number, before.shown(), it.shown())
	}
}

// What is written expires, not too early for those who need it and not never (E4).
func (c *Checker) checkExpiry(p *process, w *history.Wrote, it item) {
	since := c.now
	if p != nil && p.asked != 0 {
		since = p.asked
	}
	kind, _, _ := strings.Cut(w.SK, "#")
	keep := c.world.Retention + day - skew
	least, most := since+keep-day, c.now+2*c.world.Retention+40*day
	switch {
	case w.PK == "WATCHES", w.PK == "REPORTS", strings.HasPrefix(w.PK, "REPORT#") && kind == "DEFINITION", w.PK == "BACKFILLS" && strings.HasPrefix(it["state"], "open"), kind == "META" && it["open"] != "":
		least, most = 0, 0
	case kind == "META":
		least = since + keep + 30*day
	case strings.HasPrefix(w.PK, "FIGURES#"), strings.HasPrefix(w.PK, "PATTERNS#"):
		least, most = since+300*day, c.now+500*day
	case strings.Count(w.PK, "#") > 1 && c.ofRun(w.PK) != nil && kind != "DOCUMENT" && kind != "MESSAGE":
		least = c.ofRun(w.PK).begun + keep
	}
	if at := it.num("expires") * second; !c.jumped && (at < least || at > most) {
		c.find("expiry", w.PK, nil, "%s expires at %s, want between %d and %d hours from now", w.SK, it["expires"], (least-c.now)/hour, (most-c.now)/hour)
	}
}

// A run is closed after its round has ended (E2). When nothing has gone wrong since its
// beginning every query was started once and answered, each part arrived once, and nothing was late.
func (c *Checker) checkClosed(r *run, e *epoch, rd *round) {
	if rd.ended == 0 {
		c.find("outcome", r.id, []int{r.line}, "epoch %d is closed as %s before its round ends", e.number, r.meta["state"])
	}
	if !c.calmSince(rd.begun) || r.strange || rd.stolen > 0 || len(c.given(r.id, "cancel")) > 0 {
		return
	}
	for _, to := range c.wanted(rd) {
		for n := range e.partsOf(to) {
			if arrived := rd.part(to, n).arrived; arrived != 1 && !e.withheld(rd.number) && c.world.PerMinute == 0 {
				c.find("calm", r.id, []int{rd.line}, "%s got part %d of epoch %d round %d %d times, although nothing went wrong", to, n, e.number, rd.number, arrived)
			}
		}
	}
	if !c.calmSince(e.begun) || rd.number > 1 {
		return
	}
	for index := range r.total() {
		head, of := e.head(index, e.winners[index])
		good := head["outcome"] == "ok" || head["outcome"] == "empty"
		if of == e && (len(e.starts[index]) > max(1, e.sent[index]) || !good && c.enoughTime() && !strings.HasPrefix(head["error"], "not run: ")) {
			c.find("calm", r.id, []int{e.line}, "query %d of epoch %d is %s after %d starts, although nothing went wrong", index, e.number, head["outcome"], len(e.starts[index]))
		}
	}
}

// A command is refused only for a reason (D4 to D6).
func (c *Checker) checkAnswer(k *command, a *history.Answered) {
	r := c.run(k.Run)
	if a.Refused == "" || !r.exists() || r.expired || r.strange || r.epochNow() != k.Epoch || r.roundNow() != k.Round {
		return
	}
	p, rd := c.processes[k.by], r.at(k.Epoch).round(k.Round)
	if p == nil || rd.line > p.line {
		return
	}
	closed := !r.open() && r.closed < p.begun-skew
	needless := !c.jumped && k.Kind == "cancel" && r.open() && (!a.Busy || rd.send.num("lease") < c.now-skew) ||
		(k.Kind == "replay of all" || k.Kind == "resend" && rd.epoch.document != nil) && closed
	if needless {
		c.find("refused", r.id, []int{k.line}, "%s is refused without need: %s", k.Kind, a.Refused)
	}
}

func (it item) shown() []string {
	var all []string
	for _, name := range []string{"state", "epoch", "round", "open", "fence", "tries", "parts"} {
		all = append(all, name+"="+it[name])
	}
	return slices.Clip(all)
}
