package oracle

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Run is a run as an operator sees it.
type Run struct {
	ID     fanlight.RunID
	Epoch  int
	Round  int
	Open   bool
	Epochs []int  // in the order in which they were seen
	Digest string // of its definition
}

func (r *runState) view() Run {
	v := Run{ID: r.id, Epoch: r.epoch, Round: r.round, Open: r.open, Digest: str(r.meta, "digest")}
	for _, e := range r.epochs {
		v.Epochs = append(v.Epochs, e.number)
	}
	return v
}

// Runs returns the runs that exist, in order of creation.
func (o *Oracle) Runs() []Run { return o.views((*runState).exists) }

// Traces returns the runs that exist, or of which something was written.
func (o *Oracle) Traces() []Run { return o.views(func(*runState) bool { return true }) }

func (o *Oracle) views(which func(*runState) bool) (all []Run) {
	for _, r := range o.runs {
		if which(r) {
			all = append(all, r.view())
		}
	}
	return all
}

// Run returns a run, and whether it exists.
func (o *Oracle) Run(id fanlight.RunID) (Run, bool) {
	i := slices.IndexFunc(o.runs, func(r *runState) bool { return r.id == id })
	if i < 0 || !o.runs[i].exists() {
		return Run{}, false
	}
	return o.runs[i].view(), true
}

// Calm notes that from now on nothing new goes wrong.
func (o *Oracle) Calm() { o.calm = o.world.Now() }

// WentAway notes that a schedule went away later than planned.
func (o *Oracle) WentAway() { o.set.Calendar.Away.From = o.world.Now() }

// MonthsPass notes that months are going to pass.
func (o *Oracle) MonthsPass() { o.monthsPassed = true }

// Aged notes that months have passed without a sweep, in which parts of each run may have expired.
func (o *Oracle) Aged(months time.Duration) {
	o.aged = Span{o.world.Now().Add(-months), o.world.Now()}
	for _, r := range o.runs {
		r.mayHaveExpired = true
	}
}

// Newer notes that a run was made one of the version after, and what its META is then;
// or that this version knows its layout again.
func (o *Oracle) Newer(id fanlight.RunID, p *Process, meta map[string]types.AttributeValue) {
	r := o.run(id)
	r.meta, r.newer = meta, p != nil
	if p != nil {
		r.wasNewer, r.creator = true, p
	}
}

// checkNotNewer holds rule G8: of a run whose layout is not known nothing is written
// but META, SEND and DELIVERY, and nothing is started.
func (o *Oracle) checkNotNewer(p *Process, r *runState, what string) {
	if r.newer && p != r.creator {
		o.violate("G8", "%s %s of %s, whose layout is not known", p.Name, what, r.id)
	}
}
