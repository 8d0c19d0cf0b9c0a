package oracle

import (
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkBackfills holds that a sweep in which nothing went wrong takes the step that each open
// backfill needs, unless another process wrote it meanwhile: it forgets the editions that had
// ended, whatever is sent again of them, and begins the next ones in their place (rule J9).
func (o *Oracle) checkBackfills(p *Process) {
	for id, b := range o.backfills {
		if b.state != fanlight.BackfillOpen || b.by != p && !b.at.Before(p.begun) || !strings.HasPrefix(id, o.set.Calendar.Archive+"@") {
			continue
		}
		for _, due := range b.begun {
			if r := o.run(runAt(o.set.Calendar.Archive, due)); r.endedBefore(p.begun) {
				o.violate("J9", "%s leaves %s among the open editions of a backfill, and it had ended as %s", p.Name, r.id, r.state)
			}
		}
		if to := stamp(b.item, "to"); len(b.begun) < o.pace() && !stamp(b.item, "next").After(to) {
			o.violate("J9", "%s leaves %s with %d editions open, and the next one is not begun", p.Name, id, len(b.begun))
		}
	}
}

// endedBefore reports whether a run has had a final state since before some time.
func (r *runState) endedBefore(t time.Time) bool {
	since, ended := r.finalSince()
	return ended && since.Before(t)
}
