package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// metaItem is META. The definition is compressed: a report of a thousand
// queries stays well below the item limit of 400 KB.
type metaItem struct {
	PK         string   `dynamodbav:"pk"`
	SK         string   `dynamodbav:"sk"`
	Definition []byte   `dynamodbav:"definition"`
	Hash       string   `dynamodbav:"hash"`
	Start      int64    `dynamodbav:"window_start"` // this and every time: epoch milliseconds
	End        int64    `dynamodbav:"window_end"`
	Total      int      `dynamodbav:"total"`
	Created    int64    `dynamodbav:"created"`
	State      string   `dynamodbav:"state"`
	Epoch      int      `dynamodbav:"epoch"`
	Round      int      `dynamodbav:"round"`
	Command    string   `dynamodbav:"command,omitempty"`
	Selection  string   `dynamodbav:"selection"`
	Begun      int64    `dynamodbav:"begun"`
	Deadline   int64    `dynamodbav:"deadline"`
	Open       string   `dynamodbav:"open,omitempty"`
	Only       []string `dynamodbav:"only,omitempty"`
	Offered    int64    `dynamodbav:"offered,omitempty"`
}

func newMetaItem(r fanlight.Run) (metaItem, error) {
	definition, err := json.Marshal(r.Definition)
	if err != nil {
		return metaItem{}, fmt.Errorf("marshal definition of %s: %w", r.ID, err)
	}
	packed, err := pack(definition)
	if err != nil {
		return metaItem{}, err
	}
	k := metaKey(r.ID)
	return metaItem{
		PK: k.PK, SK: k.SK, Definition: packed, Hash: r.Hash,
		Start: r.Window.Start.UnixMilli(), End: r.Window.End.UnixMilli(),
		Total: r.Total, Created: r.Created.UnixMilli(),
		State: string(r.State), Epoch: r.Epoch, Round: r.Round, Command: r.Command,
		Selection: string(r.Selection), Begun: r.Begun.UnixMilli(), Deadline: r.Deadline.UnixMilli(),
		Open: openValue(r.Open),
	}, nil
}

func openValue(open bool) string {
	if open {
		return OpenValue
	}
	return ""
}

// runState returns the run without its definition.
func (m metaItem) runState() fanlight.Run {
	r := fanlight.Run{
		ID: fanlight.RunID(m.PK[len("RUN#"):]), Hash: m.Hash, Total: m.Total, Created: instant(m.Created),
		Window: fanlight.Window{Start: instant(m.Start), End: instant(m.End)},
		State:  fanlight.State(m.State), Epoch: m.Epoch, Round: m.Round, Command: m.Command,
		Selection: fanlight.Selection(m.Selection), Begun: instant(m.Begun), Deadline: instant(m.Deadline),
		Open: m.Open != "", Only: m.Only,
	}
	if m.Offered != 0 {
		r.Offered = instant(m.Offered)
	}
	return r
}

func (m metaItem) run() (fanlight.Run, error) {
	r := m.runState()
	definition, err := unpack(m.Definition)
	if err != nil {
		return r, fmt.Errorf("read definition of %s: %w", r.ID, err)
	}
	if r.Definition, err = readDefinition(definition); err != nil {
		r.Newer = true
		return r, fmt.Errorf("read definition of %s: %w", r.ID, err)
	}
	return r, nil
}

func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// CreateRun puts META unless the run exists, and returns what is stored then.
func (l *Ledger) CreateRun(ctx context.Context, r fanlight.Run) (stored fanlight.Run, created bool, err error) {
	meta, err := newMetaItem(r)
	if err != nil {
		return r, false, err
	}
	existing, err := l.create(ctx, meta)
	if err != nil || existing == nil {
		return r, err == nil, err
	}
	stored, err = runOf(existing)
	return stored, false, err
}

func runOf(it item) (fanlight.Run, error) {
	var m metaItem
	if err := decode(it, &m); err != nil {
		return fanlight.Run{}, err
	}
	return m.run()
}

// Run reads META consistently. The error is ErrNotFound for a run that does
// not exist or has expired. If it wraps fanlight.ErrNewer, the run is returned
// with the part of its definition that is needed to notify its owner.
func (l *Ledger) Run(ctx context.Context, id fanlight.RunID) (fanlight.Run, error) {
	var m metaItem
	if err := l.get(ctx, metaKey(id), &m); err != nil {
		return fanlight.Run{}, err
	}
	return m.run()
}

// RunState reads META like Run, without unpacking the definition: the time that
// takes grows with the report, and a worker does not need it.
func (l *Ledger) RunState(ctx context.Context, id fanlight.RunID) (fanlight.Run, error) {
	var m metaItem
	if err := l.get(ctx, metaKey(id), &m); err != nil {
		return fanlight.Run{}, err
	}
	return m.runState(), nil
}

// MarkRunning records that every message of the epoch was sent (rule D1), and
// returns the run as it is then. A run that is no longer dispatching this epoch
// is left as it is.
func (l *Ledger) MarkRunning(ctx context.Context, r fanlight.Run) (fanlight.Run, error) {
	now, _, err := l.update(ctx, update{
		key: metaKey(r.ID), set: "SET #state = :running", when: "#state = :dispatching AND epoch = :epoch",
		names: map[string]string{"#state": "state"},
		values: item{
			":running": text(string(fanlight.Running)), ":dispatching": text(string(fanlight.Dispatching)),
			":epoch": number(r.Epoch),
		},
	})
	if err != nil || now == nil {
		return r, err
	}
	return runOf(now)
}

// OpenEpoch begins the next epoch of a closed run (rule D4): r is the run as
// it shall be, seen the epoch that the operator saw. It returns what is stored
// then; ok is false if another command came first.
func (l *Ledger) OpenEpoch(ctx context.Context, r fanlight.Run, seen int) (stored fanlight.Run, ok bool, err error) {
	now, ok, err := l.update(ctx, update{
		key: metaKey(r.ID),
		set: "SET epoch = :epoch, round = :round, #state = :state, deadline = :deadline, begun = :begun, " +
			"#open = :open, command = :command, selection = :selection REMOVE expires, offered, #only",
		when:  "epoch = :seen AND attribute_not_exists(#open)",
		names: map[string]string{"#state": "state", "#open": OpenField, "#only": "only"},
		values: item{
			":epoch": number(r.Epoch), ":round": number(r.Round), ":state": text(string(r.State)),
			":deadline": millis(r.Deadline), ":begun": millis(r.Begun), ":open": text(OpenValue),
			":command": text(r.Command), ":selection": text(string(r.Selection)), ":seen": number(seen),
		},
	})
	return l.opened(now, ok, err, r)
}

// OpenRound begins the next round of a closed run (rule D5), like OpenEpoch,
// with the destinations that it goes to. The state stays.
func (l *Ledger) OpenRound(ctx context.Context, r fanlight.Run, seen int) (stored fanlight.Run, ok bool, err error) {
	only, err := attributevalue.Marshal(r.Only)
	if err != nil {
		return r, false, fmt.Errorf("marshal destinations of %s: %w", r.ID, err)
	}
	now, ok, err := l.update(ctx, update{
		key:   metaKey(r.ID),
		set:   "SET round = :round, #open = :open, command = :command, #only = :only REMOVE expires, offered",
		when:  "epoch = :epoch AND round = :seen AND attribute_not_exists(#open)",
		names: map[string]string{"#open": OpenField, "#only": "only"},
		values: item{
			":epoch": number(r.Epoch), ":round": number(r.Round), ":open": text(OpenValue),
			":command": text(r.Command), ":seen": number(seen), ":only": only,
		},
	})
	return l.opened(now, ok, err, r)
}

// MarkOffered records the janitor's first offer of the open round (rule E3:
// the hour until it is given up counts from there).
func (l *Ledger) MarkOffered(ctx context.Context, r fanlight.Run) error {
	_, _, err := l.update(ctx, update{
		key: metaKey(r.ID), set: "SET offered = if_not_exists(offered, :now)",
		when:   "epoch = :epoch AND round = :round AND attribute_exists(#open)",
		names:  map[string]string{"#open": OpenField},
		values: item{":epoch": number(r.Epoch), ":round": number(r.Round), ":now": millis(l.clock.Now())},
	})
	return err
}

// opened recognises the command's own earlier write (rule G2).
func (l *Ledger) opened(now item, ok bool, err error, want fanlight.Run) (fanlight.Run, bool, error) {
	if err != nil {
		return want, false, err
	}
	if now == nil {
		return want, false, fmt.Errorf("open %s: %w", want.ID, ErrNotFound)
	}
	stored, err := runOf(now)
	mine := stored.Command == want.Command && stored.Epoch == want.Epoch && stored.Round == want.Round
	return stored, err == nil && (ok || mine), err
}

// EndRun closes META (rule E2) if it is still open at this epoch and round. Its
// expiry begins now; that of the other items was set when they were written.
// The listing comes first, since no actor returns to a closed run.
func (l *Ledger) EndRun(ctx context.Context, r fanlight.Run, state fanlight.State) error {
	listed := r
	listed.State = state
	if err := l.PutListing(ctx, listed); err != nil {
		return err
	}
	_, _, err := l.update(ctx, update{
		key: metaKey(r.ID), set: "SET #state = :state, expires = :expires REMOVE #open",
		when:  "epoch = :epoch AND round = :round AND attribute_exists(#open)",
		names: map[string]string{"#state": "state", "#open": OpenField},
		values: item{
			":state": text(string(state)), ":epoch": number(r.Epoch), ":round": number(r.Round),
			":expires": number(l.clock.Now().Add(l.retention + settleMargin + MetaMargin).Unix()),
		},
	})
	return err
}
