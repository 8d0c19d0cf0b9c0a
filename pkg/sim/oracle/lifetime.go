package oracle

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The functions, as the names of their processes begin.
const (
	dispatcher = "dispatcher#"
	worker     = "worker#"
	reporter   = "reporter#"
	janitor    = "janitor#"
	older      = "older#" // the dispatcher of the version before
)

// lifetime says who writes a kind of item, and when it may end (rule E4).
type lifetime struct {
	writers []string
	ends    func(o *Oracle, w write) span
}

// write is an item as it is written. The writer's clock was between first and last
// when it read it.
type write struct {
	item
	first, last time.Time
	epoch       *epochState // that it belongs to; nil: not known
}

// span holds the earliest and the latest end that an item may have. Zero: it has none.
type span struct{ from, to time.Time }

// after is the span that is some time after the write.
func (w write) after(d time.Duration) span { return span{w.first.Add(d), w.last.Add(d)} }

// lifetimes names every kind of item that a function writes.
var lifetimes = map[string]lifetime{
	"META":      {[]string{dispatcher, older, reporter, janitor}, metaEnds},
	"ORDER":     {[]string{dispatcher, janitor}, frozenEnds},
	"PROGRESS":  {[]string{dispatcher, older, worker, janitor}, epochEnds},
	"RESULT":    {[]string{worker, dispatcher, janitor}, epochEnds},
	"ESTIMATE":  {[]string{worker}, epochEnds},
	"DOCUMENT":  {[]string{reporter, dispatcher}, keptEnds},
	"MESSAGE":   {[]string{reporter, dispatcher}, keptEnds},
	"SEND":      {[]string{reporter, janitor, dispatcher}, claimEnds},
	"DELIVERY":  {[]string{reporter, janitor, dispatcher}, claimEnds},
	"RUN":       {[]string{dispatcher, reporter, janitor}, frozenEnds}, // a line for listings
	"TIMES":     {[]string{reporter}, frozenEnds},
	"CHUNK":     {[]string{dispatcher, janitor}, definitionEnds},
	"BACKFILLS": {[]string{dispatcher, janitor}, backfillEnds},
	"WATCHES":   {[]string{janitor}, never},
	"FIGURES":   {[]string{reporter, janitor}, figuresEnd},
	"PATTERNS":  {[]string{reporter, janitor}, figuresEnd},
}

func never(*Oracle, write) span { return span{} }

// metaEnds: META of an open run does not expire, one of an ended run a month after the rest.
func metaEnds(o *Oracle, w write) span {
	if str(w.item, "open") != "" {
		return span{}
	}
	return w.after(day + o.set.Retention + metaMargin)
}

// epochEnds: the retention begins a day after the deadline, which is known when the epoch begins.
func epochEnds(o *Oracle, w write) span {
	if w.epoch.deadline.IsZero() {
		return frozenEnds(o, w)
	}
	at := w.epoch.deadline.Add(day + o.set.Retention)
	return span{at, at}
}

// keptEnds: as long as the epoch, or a round that began later.
func keptEnds(o *Oracle, w write) span {
	ends := epochEnds(o, w)
	return span{ends.from, latest(ends.to, w.last.Add(day+o.set.Retention))}
}

// frozenEnds: what is written before META names the deadline, or after it.
func frozenEnds(o *Oracle, w write) span {
	return span{w.first.Add(o.set.Retention), w.last.Add(o.set.Deadline + day + o.set.Retention)}
}

// claimEnds: a round may begin at any time. A claim keeps the end that the first one gave it.
func claimEnds(o *Oracle, w write) span {
	var epoch, round int
	_, sk, _ := strings.Cut(str(w.item, "sk"), "#")
	must(fmt.Sscanf(sk, "%d#%d", &epoch, &round))
	ends := w.after(2*day + o.set.Retention)
	if began := w.epoch.run.at(epoch).round(round).began; !began.IsZero() {
		ends.from = began.Add(2*day + o.set.Retention - o.set.Skew)
	}
	return ends
}

// definitionEnds: one retention later than the epoch that it is written for.
func definitionEnds(o *Oracle, w write) span {
	return span{w.first.Add(day + 2*o.set.Retention), w.last.Add(o.set.Deadline + day + 2*o.set.Retention)}
}

func backfillEnds(o *Oracle, w write) span {
	if strings.HasPrefix(str(w.item, "state"), "open") {
		return span{}
	}
	return w.after(o.set.Retention)
}

func figuresEnd(_ *Oracle, w write) span { return w.after(figuresRetention) }

// kindOf returns the kind of an item, as the table above names it.
func kindOf(it item) string {
	for _, pk := range []string{"BACKFILLS", "WATCHES", "FIGURES", "PATTERNS"} {
		if str(it, "pk") == pk || strings.HasPrefix(str(it, "pk"), pk+"#") {
			return pk
		}
	}
	kind, _, _ := strings.Cut(str(it, "sk"), "#")
	return kind
}

// checkLifetime holds that each item is written by a function that may, and ends in time.
func (o *Oracle) checkLifetime(p *Process, it item) {
	if len(it) == 0 {
		return
	}
	allowed, known := lifetimes[kindOf(it)]
	if !known || !slices.ContainsFunc(allowed.writers, p.is) {
		o.violate("E4", "%s writes %s, which is not its to write", p.Name, keyName(it))
		return
	}
	w := write{item: it, first: p.begun.Add(p.Skew).Add(-o.set.Skew), last: latest(p.now(), p.clock()).Add(o.set.Skew)}
	if pk := str(it, "pk"); strings.HasPrefix(pk, "RUN#") {
		n := epochOf(pk)
		if pointed, ok := strings.CutPrefix(str(it, "sk"), "DOCUMENT#"); ok && n == 0 {
			n = must(strconv.Atoi(pointed))
		}
		w.epoch = o.run(runOf(pk)).at(max(1, n))
	}
	ends := allowed.ends(o, w)
	if !ends.to.IsZero() { // a clock that it counts from may have been wrong by hours (rule G9)
		ends = span{ends.from.Add(-o.late), ends.to.Add(o.late)}
	}
	if !ends.has(num(it, "expires")) {
		o.violate("E4", "%s writes %s, which expires at %s, want %s to %s",
			p.Name, keyName(it), time.Unix(int64(num(it, "expires")), 0).UTC(), ends.from.UTC(), ends.to.UTC())
	}
}

// has reports whether an item may end then, in seconds; 0: never.
func (s span) has(expires int) bool {
	if s.to.IsZero() || expires == 0 {
		return s.to.IsZero() && expires == 0
	}
	return int64(expires) >= s.from.Unix() && int64(expires) <= s.to.Unix()
}
