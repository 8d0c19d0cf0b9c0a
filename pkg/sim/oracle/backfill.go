package oracle

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// backfilled is a backfill as its item shows it.
type backfilled struct {
	item
	state fanlight.BackfillState
	begun []time.Time // editions that are open
	since time.Time   // from when on its schedule holds: what came before was due by another
	by    *Process    // that wrote it last
	at    time.Time   // when
	open  time.Time   // since when
	order Order
	was   *backfilled // as it was written before; nil: not at all
}

// Order is what a backfill's command says of its editions.
type Order struct {
	Audience fanlight.Audience // who gets their reports
	Fill     bool              // later editions are compared with them
}

// known reports whether a backfill was as its item shows it, or before, at some time since then.
func (b *backfilled) known(since time.Time, as func(*backfilled) bool) bool {
	for ; b != nil; b = b.was {
		if as(b) {
			return true
		}
		if b.at.Before(since) {
			return false
		}
	}
	return false
}

// Ordered takes note of a command on the archive's editions until a time, which a process carries out.
func (o *Oracle) Ordered(p *Process, order Order, until time.Time) { p.order, p.until = &order, until }

// Stops takes note of the backfill that a process is to end.
func (o *Oracle) Stops(p *Process, id fanlight.BackfillID) { p.stops = id }

// Backfills holds that a command that is answered as carried out asked for nothing of the future, and
// that its backfill is as it says, or was until another one came (rule D7).
func (o *Oracle) Backfills(p *Process) {
	if p.until.After(p.clock()) {
		o.violate("D7", "%s carries out a backfill until %s, which lies ahead", p.Name, p.until.UTC())
		return
	}
	for id, b := range o.backfills {
		if strings.HasPrefix(id, o.set.Calendar.Archive+"@") && b.known(p.begun, func(b *backfilled) bool { return b.order == *p.order }) {
			return
		}
	}
	o.violate("D7", "%s says that it carried out a backfill with %+v, and none is with that", p.Name, *p.order)
}

// schedule returns the times at which a backfill's report is due.
func (b *backfilled) schedule() schedule {
	return schedule{str(b.item, "expression"), str(b.item, "timezone")}
}

// A backfill has so many editions open at once, at most, with so many queries, or one edition.
const (
	mostOpen        = 10
	mostOpenQueries = 100
)

// pace is how many editions of a backfill are open at once, at most (rule J9).
func (o *Oracle) pace() int {
	for _, d := range slices.Backward(o.deployments) {
		if d.Name == o.set.Calendar.Archive && len(d.Queries) > 0 {
			return min(mostOpen, max(1, mostOpenQueries/len(d.Queries)))
		}
	}
	return mostOpen
}

// wroteBackfill holds rules D7 and J9 for a backfill's item: each write follows the
// version before it, a backfill is opened again only by a command, and it is done only
// when every edition exists.
func (o *Oracle) wroteBackfill(p *Process, it item) {
	id := str(it, "sk")
	was := o.backfills[id]
	if was == nil {
		was = &backfilled{item: item{}}
	}
	order := Order{fanlight.Audience(str(it, "audience")), truth(it, "fill")}
	state := fanlight.BackfillState(strings.TrimSuffix(str(it, "state"), "_restricted"))
	is := &backfilled{item: it, state: state, begun: times(it, "begun"), since: was.since, by: p, at: o.world.Now(), order: order}
	if is.was = o.backfills[id]; strings.HasPrefix(id, o.set.Calendar.Archive+"@") {
		o.checkOrder(p, was, is)
	}
	o.backfills[id] = is
	if is.open = was.open; was.state != fanlight.BackfillOpen {
		is.open = o.world.Now()
	}
	if num(it, "version") != num(was.item, "version")+1 {
		o.violate("J9", "%s writes version %d of %s after version %d", p.Name, num(it, "version"), id, num(was.item, "version"))
	}
	if was.state != "" && was.state != fanlight.BackfillOpen && (is.state != fanlight.BackfillOpen || !p.is(dispatcher)) {
		o.violate("J9", "%s makes %s, which is %s, %s", p.Name, id, was.state, is.state)
	}
	o.checkSchedule(p, was, is)
	if strings.HasPrefix(id, o.set.Calendar.Archive+"@") {
		o.checkBegunEditions(p, was, is)
	}
	if pace := o.pace(); len(is.begun) > pace && strings.HasPrefix(id, o.set.Calendar.Archive+"@") {
		o.violate("J9", "%d editions of %s are begun, its pace is %d", len(is.begun), id, pace)
	}
	if is.state == fanlight.BackfillDone {
		o.checkDone(id, is)
	}
}

// checkOrder holds that only a command changes for whom the editions of a backfill are (rule D7).
func (o *Oracle) checkOrder(p *Process, was, is *backfilled) {
	if changed := was.state == "" || is.order != was.order; changed && (p.order == nil || is.order != *p.order) {
		o.violate("D7", "%s makes a backfill one with %+v, and no command says that", p.Name, is.order)
	}
}

// checkSchedule holds that a backfill goes on by another schedule only by a command,
// with the next time that is due by it (rule D7).
func (o *Oracle) checkSchedule(p *Process, was, is *backfilled) {
	next := time.UnixMilli(int64(num(is.item, "next")))
	switch before := time.UnixMilli(int64(num(was.item, "next"))); {
	case was.state == "" || num(is.item, "next") < num(was.item, "next"): // it looks at every edition
		is.since = next
	case is.schedule() != was.schedule():
		if due, _ := is.schedule().next(before.Add(-time.Second)); !next.Equal(due) || !p.is(dispatcher) {
			o.violate("D7", "%s lets a backfill go on at %s by another schedule, which is due at %s", p.Name, next, due)
		}
		is.since = next
	}
}

// checkBegunEditions holds that what a backfill begins is due by its schedule.
func (o *Oracle) checkBegunEditions(p *Process, was, is *backfilled) {
	for _, due := range is.begun {
		if by, ok := is.schedule().next(due.Add(-time.Second)); !slices.ContainsFunc(was.begun, due.Equal) && (!ok || !by.Equal(due)) {
			o.violate("D7", "%s begins the edition of %s, and its report is due at %s", p.Name, due.UTC(), by.UTC())
		}
	}
}

func (o *Oracle) checkDone(id string, b *backfilled) {
	if started, skipped := num(b.item, "started"), num(b.item, "skipped"); started+skipped != num(b.item, "editions") {
		o.violate("J9", "%s is done with %d editions started and %d skipped of %d", id, started, skipped, num(b.item, "editions"))
	}
	if !strings.HasPrefix(id, o.set.Calendar.Archive+"@") {
		return
	}
	for due, ok := b.since, true; ok && !due.After(o.set.Calendar.ArchiveLast); due, ok = b.schedule().next(due) {
		if r := o.run(runAt(o.set.Calendar.Archive, due)); !r.exists() {
			o.violate("J9", "%s is done, and %s never ran", id, r.id)
		}
	}
}

// createdEdition holds that an edition is begun on record before it is created, and
// that no more are open than the backfill's pace (rule J9).
func (o *Oracle) createdEdition(p *Process, r *runState, due time.Time) {
	if _, ok := editionOf(r.id); ok {
		return
	}
	var b *backfilled
	for _, one := range o.backfills { // there is one at most
		b = one
		if strings.HasPrefix(str(one.item, "sk"), o.set.Calendar.Archive+"@") {
			break
		}
	}
	if b == nil || !slices.ContainsFunc(b.begun, due.Equal) {
		o.violate("J9", "%s creates %s, which is not begun on record", p.Name, r.id)
		return
	}
	open := 1
	for _, other := range o.runs {
		if _, correction := editionOf(other.id); other != r && !correction && reportOf(other.id) == o.set.Calendar.Archive && other.open && other.epoch == 1 && !isFinal(other.state) {
			open++
		}
	}
	if pace := o.pace(); open > pace {
		o.violate("J9", "%s creates edition %d of those that are open at once, the pace is %d", p.Name, open, pace)
	}
}

// checkAudience holds that an edition of the archive, when it is created, is for those that
// its backfill is for, and that later ones are compared with it only if that fills the past (rules D7, R6).
func (o *Oracle) checkAudience(p *Process, r *runState) {
	if _, correction := editionOf(r.id); reportOf(r.id) != o.set.Calendar.Archive || correction {
		return
	}
	audience, fills, due := fanlight.Audience(str(r.meta, "audience")), !truth(r.meta, "apart"), dueOf(r.id)
	forThem, compared := false, false
	for _, b := range o.backfills {
		begins := func(b *backfilled) bool { return slices.ContainsFunc(b.begun, due.Equal) }
		forThem = forThem || b.known(p.begun, func(b *backfilled) bool { return begins(b) && b.order.Audience == audience })
		compared = compared || b.known(p.begun, func(b *backfilled) bool { return begins(b) && b.order.Fill == fills })
	}
	if !forThem {
		o.violate("D7", "%s creates %s for %q, and its backfill is for others", p.Name, r.id, audience)
	}
	if !compared {
		o.violate("R6", "%s creates %s, with which others are compared: %t, unlike its backfill", p.Name, r.id, fills)
	}
}

// Stopped holds that a backfill whose cancel is answered as carried out is not open, unless it was
// opened meanwhile (rule D7).
func (o *Oracle) Stopped(p *Process) {
	for id, b := range o.backfills {
		if strings.HasPrefix(id, o.set.Calendar.Archive+"@") && b.state == fanlight.BackfillOpen && b.open.Before(p.begun) {
			o.violate("D7", "%s says that %s is cancelled, and it is open", p.Name, id)
		}
	}
}

// NoneBackfilling reports whether no backfill is open.
func (o *Oracle) NoneBackfilling() bool {
	for _, b := range o.backfills {
		if b.state == fanlight.BackfillOpen {
			return false
		}
	}
	return true
}

// times reads a list of epoch milliseconds.
func times(it item, name string) (all []time.Time) {
	l, ok := it[name].(*types.AttributeValueMemberL)
	if !ok {
		return nil
	}
	for _, v := range l.Value {
		all = append(all, time.UnixMilli(int64(num(item{name: v}, name))))
	}
	return all
}
