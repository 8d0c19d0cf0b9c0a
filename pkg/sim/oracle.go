package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// oracle asserts the invariants. It keeps its own record of what was written,
// sent and delivered, made from the effects themselves, and compares every
// further effect with it.
type oracle struct {
	sim        *simulation
	violations []Violation
	runs       []*runState // in order of creation

	editions    []*edition             // whose figures were written
	definitions map[string]item        // by key
	served      map[string]*roundState // whose message each destination took last
	toSome      map[string][]string    // to whom commands send again that name destinations, by their IDs
}

// runState is a run as its items show it.
type runState struct {
	id             fanlight.RunID
	meta           item
	state          fanlight.State
	epoch          int
	round          int
	open           bool
	opened         time.Time         // this epoch's round
	gaveUp         bool              // its last opened round
	mayHaveExpired bool              // months have passed since its end: parts of it may be gone
	ownerInformed  bool              // the owner got a message about this round, or it is known that the owner could not be reached
	orders         map[string][]byte // stored sending orders, by sort key
	epochs         []*epochState
	listed         string
	closed         time.Time // its last end
	newer          bool      // the present version does not know its layout
	wasNewer       bool      // once
	creator        *Process  // of a run that was newer
}

// epochState is one epoch of a run.
type epochState struct {
	run       *runState
	number    int
	begun     time.Time
	shards    map[string]*shardState // by sort key
	results   map[string]item        // by sort key
	chunks    map[string]item        // of documents, by sort key
	estimates map[string]item        // by sort key
	document  *fanlight.Rendered
	rendered  time.Time // when the document was stored
	attempt   string    // of the document
	rounds    []*roundState
	queries   map[int]*queryState
	completed bool // once: what expires later does not undo it
	excused   bool // a process that settled it died before it could stop what runs
}

func newOracle(s *simulation) *oracle {
	return &oracle{sim: s, definitions: map[string]item{}, served: map[string]*roundState{}, toSome: map[string][]string{}}
}

func (o *oracle) violate(rule Rule, format string, args ...any) {
	v := Violation{rule, fmt.Sprintf(format, args...)}
	o.sim.note("ORACLE", "VIOLATION", v.String())
	o.violations = append(o.violations, v)
}

func (o *oracle) run(id fanlight.RunID) *runState {
	for _, r := range o.runs {
		if r.id == id {
			return r
		}
	}
	r := &runState{id: id, orders: map[string][]byte{}}
	o.runs = append(o.runs, r)
	return r
}

func (r *runState) exists() bool { return r.meta != nil }

// at returns the epoch with that number.
func (r *runState) at(epoch int) *epochState {
	for _, e := range r.epochs {
		if e.number == epoch {
			return e
		}
	}
	e := &epochState{
		run: r, number: epoch, shards: map[string]*shardState{}, results: map[string]item{},
		chunks: map[string]item{}, estimates: map[string]item{}, queries: map[int]*queryState{},
	}
	r.epochs = append(r.epochs, e)
	return e
}

// wrote checks an item that a process has just written.
func (o *oracle) wrote(p *Process, it item) {
	o.checkLifetime(p, it)
	pk, sk := str(it, "pk"), str(it, "sk")
	kind, _, _ := strings.Cut(sk, "#")
	if isDefinition(pk) {
		o.wroteDefinition(it)
		return
	}
	if !strings.HasPrefix(pk, "RUN#") {
		switch {
		case strings.HasPrefix(pk, "REPORT#") && kind == "RUN":
			o.run(fanlight.RunID(strings.TrimPrefix(sk, "RUN#"))).listed = str(it, "state")
		case pk == "BACKFILLS":
			o.wroteBackfill(p, it)
		case strings.HasPrefix(pk, "FIGURES#"):
			o.wroteFigures(p, it)
		}
		return
	}
	r := o.run(runOf(pk))
	o.checkLeft(p, r, it)
	if n := epochOf(pk); n > 0 {
		o.wroteEpoch(p, r.at(n), kind, it)
		return
	}
	switch kind {
	case "META":
		created := !r.exists()
		if created {
			o.created(p, r)
		}
		o.wroteMeta(r, it)
		if created {
			o.checkCorrection(p, r)
			o.checkAudience(p, r)
		}
		if created && o.sim.newerRun {
			o.sim.makeNewer(p, r)
		}
	case "ORDER":
		o.wroteOrder(r, it)
	case "SEND":
		o.wroteSend(p, r, it)
	case "DELIVERY":
		o.wroteDelivery(p, r, it)
	case "DOCUMENT":
		o.wroteDocument(r, it)
	}
}

// wroteEpoch checks an item of one epoch: only a process that has seen that epoch
// may write it.
func (o *oracle) wroteEpoch(p *Process, e *epochState, kind string, it item) {
	pk := str(it, "pk")
	o.checkNotNewer(p, e.run, "writes "+kind)
	if !slices.Contains(p.known.epochs, pk) || p.known.onlyEpoch > 0 && e.number != p.known.onlyEpoch {
		o.violate("epochs", "%s writes %s, which is not its epoch", p.name, keyName(it))
	}
	switch kind {
	case "PROGRESS":
		o.wroteProgress(p, e, it)
	case "RESULT":
		o.wroteResult(e, it)
	case "ESTIMATE":
		o.wroteEstimate(e, it)
	case "DOCUMENT", "MESSAGE":
		e.chunks[str(it, "sk")] = it
	}
}

// anyRun returns one of the runs, drawn from the seed; false if there is none.
func (o *oracle) anyRun() (r *runState, any bool) {
	made := slices.DeleteFunc(slices.Clone(o.runs), func(r *runState) bool { return !r.exists() })
	if len(made) == 0 {
		return nil, false
	}
	return made[o.sim.rng.IntN(len(made))], true
}

// allClosed reports whether the scheduled run exists and no run has work left.
func (o *oracle) allClosed() bool {
	for _, r := range o.runs {
		if r.open {
			return false
		}
	}
	return slices.ContainsFunc(o.runs, (*runState).exists) || o.sim.monthsPassed
}

func (o *oracle) unfinished() string {
	var all []string
	for _, r := range o.runs {
		all = append(all, fmt.Sprintf("%s is %s at epoch %d, open: %t", r.id, r.state, r.epoch, r.open))
	}
	return fmt.Sprintf("%v, %d invocations live, queues empty: %t", all, o.sim.live, o.sim.drained())
}
