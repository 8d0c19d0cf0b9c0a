package oracle

import (
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkNamed holds rule J8 for an event of missed editions: it counts those of its times that have no
// run; and what a schedule owed that is another one now, or gone, ends ten minutes before, because what
// was due after that is its schedule's own.
func (o *Oracle) checkNamed(p *Process, e fanlight.Event, from, to time.Time) {
	early := to.Sub(p.clock().Add(-o.set.Late))
	if changed := !strings.Contains(e.Detail, "to run them: "); changed && early > 0 {
		o.violate("J8", "%s names the edition of %s %s too early: its schedule may start it", p.Name, to.UTC(), early)
	}
	least, most := 0, 0
	for due := from; !due.After(to); due = due.Add(o.set.Calendar.Period) {
		r := o.run(runAt(o.set.Calendar.Often, due))
		if !r.exists() {
			least++
		}
		if !r.exists() || r.versions[0].since.After(p.begun) {
			most++
		}
	}
	count, _, _ := strings.Cut(e.Detail, " ")
	n, err := strconv.Atoi(count)
	if few := strings.HasPrefix(e.Detail, "at least "); !few && (err != nil || n < least || n > most) {
		o.violate("J8", "%s names %s editions from %s to %s, of which %d to %d have no run", p.Name, count, from.UTC(), to.UTC(), least, most)
	}
}
