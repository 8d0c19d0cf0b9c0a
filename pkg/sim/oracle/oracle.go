package oracle

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Oracle asserts the invariants. It keeps its own record of what was written,
// sent and delivered, made from the effects themselves, and compares every
// further effect with it.
type Oracle struct {
	world      World
	set        Settings
	violations []Violation
	runs       []*runState // in order of creation
	live       []*Process  // that have not ended

	deployments []deployment           // in order
	editions    []*edition             // whose figures were written
	definitions map[string]item        // by key
	served      map[string]*roundState // whose message each destination took last
	commands    map[string]Command     // by their IDs
	given       []Command              // in order, each as often as it was carried out
	queries     map[string]*query      // by the IDs of the service
	backfills   map[string]*backfilled // by ID
	sweeps      []Span                 // of janitors that ended well
	named       map[time.Time]int      // how often a due time was named as not started
	troubled    bool                   // a janitor failed, or two swept at once
	unreadable  map[string]bool        // messages of a version after this one
	groups      map[string]string      // of messages, by report

	late         time.Duration // by which clocks that are wrong by hours may let things be late; 0: none was
	skewed       bool          // some clock was wrong
	passedOver   bool          // due times of a report without a calendar were named as not started
	calm         time.Time     // since when nothing new goes wrong; zero: it still may
	monthsPassed bool
	aged         Span // the months that passed
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
	mayHaveExpired bool              // months have passed since its last round began: parts of it may be gone
	ownerInformed  bool              // the owner got a message about this round, or it is known that the owner could not be reached
	orders         map[string][]byte // stored sending orders, by sort key
	epochs         []*epochState
	versions       []version // of META, in order
	listed         string
	closed         time.Time   // its last end
	newer          bool        // the present version does not know its layout
	wasNewer       bool        // once
	creator        *Process    // of a run that was newer
	definition     *Definition // by which it was created; nil: not known
}

// epochState is one epoch of a run.
type epochState struct {
	run         *runState
	number      int
	begun       time.Time
	deadline    time.Time
	shards      map[string]*shardState // by sort key
	results     map[string]item        // by sort key
	chunks      map[string]item        // of documents, by sort key
	estimates   map[string]item        // by sort key
	document    *fanlight.Rendered
	rendered    time.Time // when the document was stored
	attempt     string    // of the document
	rounds      []*roundState
	queries     map[int]*queryState
	running     time.Time // when META said so
	runBy       *Process  // who knows that it wrote that
	completedAt time.Time
	completed   bool // once: what expires later does not undo it
	ofFailures  bool // its command keeps good results of the epoch before (rule D4)
	excused     bool // a process that settled it died before it could stop what runs
}

// New returns the oracle of a simulation.
func New(w World) *Oracle {
	return &Oracle{
		world: w, definitions: map[string]item{}, served: map[string]*roundState{}, commands: map[string]Command{},
		queries: map[string]*query{}, backfills: map[string]*backfilled{}, named: map[time.Time]int{},
		unreadable: map[string]bool{}, groups: map[string]string{},
	}
}

// Script takes note of what the simulation is going to do.
func (o *Oracle) Script(s Settings) { o.set = s }

// Rule names an invariant: the number of a rule of docs/protocol.md, such as S2,
// or a word.
type Rule string

// Violation is an invariant that did not hold.
type Violation struct {
	Rule   Rule
	Detail string
}

// String returns the violation in one line.
func (v Violation) String() string { return fmt.Sprintf("%s: %s", v.Rule, v.Detail) }

// Violations returns those found so far.
func (o *Oracle) Violations() []Violation { return o.violations }

// Never notes that the simulation does not end, and why.
func (o *Oracle) Never(why string) { o.violate("end", "%s: %s", why, o.unfinished()) }

func (o *Oracle) violate(rule Rule, format string, args ...any) {
	v := Violation{rule, fmt.Sprintf(format, args...)}
	o.world.Violated(v)
	o.violations = append(o.violations, v)
}

func (o *Oracle) run(id fanlight.RunID) *runState {
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

// Wrote checks an item that a process has just written.
func (o *Oracle) Wrote(p *Process, it item) {
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
		o.wroteMeta(p, r, it)
		if created {
			o.checkCreated(p, r)
			o.checkBegun(p, r, r.at(1))
			o.checkCorrection(p, r)
			o.checkAudience(p, r)
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
func (o *Oracle) wroteEpoch(p *Process, e *epochState, kind string, it item) {
	pk := str(it, "pk")
	o.checkNotNewer(p, e.run, "writes "+kind)
	if !slices.Contains(p.epochs, pk) || p.onlyEpoch > 0 && e.number != p.onlyEpoch {
		o.violate("epochs", "%s writes %s, which is not its epoch", p.Name, keyName(it))
	}
	switch kind {
	case "PROGRESS":
		o.wroteProgress(p, e, it)
	case "RESULT":
		o.wroteResult(e, it)
	case "ESTIMATE":
		o.wroteEstimate(p, e, it)
	case "DOCUMENT", "MESSAGE":
		e.chunks[str(it, "sk")] = it
	}
}

// AllClosed reports whether the scheduled run exists, or was named as not started, and no run
// has work left.
func (o *Oracle) AllClosed() bool {
	for _, r := range o.runs {
		if r.open {
			return false
		}
	}
	return slices.ContainsFunc(o.runs, (*runState).exists) || o.monthsPassed || o.passedOver
}

func (o *Oracle) unfinished() string {
	var all []string
	for _, r := range o.runs {
		all = append(all, fmt.Sprintf("%s is %s at epoch %d, open: %t", r.id, r.state, r.epoch, r.open))
	}
	return fmt.Sprint(all)
}
