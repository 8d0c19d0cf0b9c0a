package ledger

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Layout is the number of the layout in which this version writes a run's items.
// META has the number of the newest layout that is in its run; 0 if it has none.
//
//	0  META holds the definition; PLAN holds the queries in sending order
//	1  META names the definition, its sending order and a resend's destinations;
//	   a winner may name an earlier epoch
//	2  META has the audience of a backfill's edition
//
// Every layout has the attributes that envelope reads, and the items SEND and
// DELIVERY, in the same form: a version that does not know the layout ends the run
// with them (rule G8).
const Layout = 2

// layoutOf returns the number of the oldest layout that has all that is on META: so a
// run that has nothing new is readable to the version before.
func layoutOf(r fanlight.Run) int {
	if r.Audience == fanlight.ToAll {
		return 1
	}
	return Layout
}

// metaItem is META: 1,024 bytes at most, whatever the report, so that each update
// of it costs one write unit.
type metaItem struct {
	PK           string   `dynamodbav:"pk"`
	SK           string   `dynamodbav:"sk"`
	Layout       int      `dynamodbav:"layout,omitempty"`
	Definition   []byte   `dynamodbav:"definition,omitempty"` // layout 0: compressed
	Digest       string   `dynamodbav:"digest,omitempty"`     // of the stored definition
	Order        string   `dynamodbav:"order_id,omitempty"`   // of the stored sending order, if there is one
	Hash         string   `dynamodbav:"hash"`
	Start        int64    `dynamodbav:"window_start"` // this and every time: epoch milliseconds
	End          int64    `dynamodbav:"window_end"`
	Total        int      `dynamodbav:"total"`
	Created      int64    `dynamodbav:"created"`
	State        string   `dynamodbav:"state"`
	Epoch        int      `dynamodbav:"epoch"`
	Round        int      `dynamodbav:"round"`
	Command      string   `dynamodbav:"command,omitempty"`
	Selection    string   `dynamodbav:"selection"`
	Begun        int64    `dynamodbav:"begun"`
	Deadline     int64    `dynamodbav:"deadline"`
	Open         string   `dynamodbav:"open,omitempty"`
	Only         []string `dynamodbav:"only,omitempty"`         // layout 0: names of a resend's destinations
	Destinations []byte   `dynamodbav:"destinations,omitempty"` // of a resend: a bit for each of the definition's, in order
	Offered      int64    `dynamodbav:"offered,omitempty"`
	Apart        bool     `dynamodbav:"apart,omitempty"`
	Audience     string   `dynamodbav:"audience,omitempty"`
}

func newMetaItem(r fanlight.Run) metaItem {
	k := metaKey(r.ID)
	return metaItem{
		PK: k.PK, SK: k.SK, Layout: layoutOf(r), Digest: r.Digest, Order: r.OrderID, Hash: r.Hash,
		Start: r.Window.Start.UnixMilli(), End: r.Window.End.UnixMilli(),
		Total: r.Total, Created: r.Created.UnixMilli(),
		State: string(r.State), Epoch: r.Epoch, Round: r.Round, Command: r.Command,
		Selection: string(r.Selection), Begun: r.Begun.UnixMilli(), Deadline: r.Deadline.UnixMilli(),
		Open: openValue(r.Open), Apart: r.Apart, Audience: string(r.Audience),
	}
}

func openValue(open bool) string {
	if open {
		return OpenValue
	}
	return ""
}

// envelope returns the run without its definition. The error wraps
// fanlight.ErrNewer if this version does not know the run's layout.
func (m metaItem) envelope() (fanlight.Run, error) {
	r := fanlight.Run{
		ID: fanlight.RunID(m.PK[len("RUN#"):]), Hash: m.Hash, Total: m.Total, Created: instant(m.Created),
		Digest: m.Digest, OrderID: m.Order,
		Window: fanlight.Window{Start: instant(m.Start), End: instant(m.End)},
		State:  fanlight.State(m.State), Epoch: m.Epoch, Round: m.Round, Command: m.Command,
		Selection: fanlight.Selection(m.Selection), Begun: instant(m.Begun), Deadline: instant(m.Deadline),
		Open: m.Open != "", Only: m.Only, Apart: m.Apart,
		Audience: fanlight.Audience(m.Audience),
	}
	if m.Offered != 0 {
		r.Offered = instant(m.Offered)
	}
	if m.Layout > Layout {
		r.Newer, r.NewerLayout = true, true
		return r, fmt.Errorf("read %s: layout %d is not known, the newest known is %d: %w", r.ID, m.Layout, Layout, fanlight.ErrNewer)
	}
	return r, nil
}

// bits returns the set of destinations as bits in the definition's order; nil for
// the empty set, which stands for all.
func bits(names []string, all []report.Destination) []byte {
	if len(names) == 0 {
		return nil
	}
	set := make([]byte, (len(all)+7)/8)
	for i, d := range all {
		if slices.Contains(names, d.Name) {
			set[i/8] |= 1 << (i % 8)
		}
	}
	return set
}

// named returns the names of a set of destinations.
func named(set []byte, all []report.Destination) (names []string) {
	for i, d := range all {
		if i/8 < len(set) && set[i/8]&(1<<(i%8)) != 0 {
			names = append(names, d.Name)
		}
	}
	return names
}

func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// CreateRun puts META unless the run exists, and returns what is stored then. The
// definition and the sending order that it names must be stored: Freeze and FreezeOrder
// do that. The run's OrderID must be random if it has an order.
func (l *Ledger) CreateRun(ctx context.Context, r fanlight.Run) (stored fanlight.Run, created bool, err error) {
	existing, err := l.create(ctx, newMetaItem(r))
	if err != nil || existing == nil {
		return r, err == nil, err
	}
	stored, err = l.Run(ctx, r.ID)
	return stored, false, err
}

// Run reads META consistently, and the definition and the sending order that it
// names. The error is ErrNotFound for a run that does not exist or has expired, and
// wraps ErrNoDefinition if its definition has expired. If it wraps fanlight.ErrNewer,
// the run is returned with the part of its definition that is needed to notify its
// owner, or, if its layout is not known, without any.
func (l *Ledger) Run(ctx context.Context, id fanlight.RunID) (fanlight.Run, error) {
	k := metaKey(id)
	items, err := l.pages(ctx, l.between(k.PK, k.SK, after(orderPrefix))) // META, then the orders
	if err == nil && (len(items) == 0 || begins(items[0], orderPrefix)) {
		err = ErrNotFound
	}
	if err != nil {
		return fanlight.Run{}, fmt.Errorf("get %s %s: %w", k.PK, k.SK, err)
	}
	var m metaItem
	if err := decode(items[0], &m); err != nil {
		return fanlight.Run{}, err
	}
	r, err := m.envelope()
	if err != nil {
		return r, err
	}
	return l.definitionOf(ctx, m, r, items[1:])
}

// RunState reads META like Run, without the definition: the time that takes grows
// with the report, and a worker does not need it. A run of an unknown layout is an
// error only while it is open.
func (l *Ledger) RunState(ctx context.Context, id fanlight.RunID) (fanlight.Run, error) {
	var m metaItem
	if err := l.get(ctx, metaKey(id), &m); err != nil {
		return fanlight.Run{}, err
	}
	r, err := m.envelope()
	if r.State.Final() {
		err = nil
	}
	return r, err
}

// frozenAs returns the run that an update of META returned, with the frozen parts
// of the run that it was made for.
func frozenAs(was fanlight.Run, it item) (fanlight.Run, error) {
	var m metaItem
	if err := decode(it, &m); err != nil {
		return was, err
	}
	r, err := m.envelope()
	r.Definition, r.Order, r.Newer = was.Definition, was.Order, r.Newer || was.Newer
	if r.Only == nil {
		r.Only = named(m.Destinations, r.Definition.Deliver)
	}
	return r, err
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
	return frozenAs(r, now)
}

// OpenEpoch begins the next epoch of a closed run (rule D4): r is the run as
// it shall be, seen the epoch that the operator saw. It returns what is stored
// then; ok is false if another command came first.
func (l *Ledger) OpenEpoch(ctx context.Context, r fanlight.Run, seen int) (stored fanlight.Run, ok bool, err error) {
	now, ok, err := l.update(ctx, update{
		key: metaKey(r.ID),
		set: "SET epoch = :epoch, round = :round, #state = :state, deadline = :deadline, begun = :begun, " +
			"#open = :open, command = :command, selection = :selection, layout = :layout REMOVE expires, offered, #only, destinations",
		when:  "epoch = :seen AND attribute_not_exists(#open)",
		names: map[string]string{"#state": "state", "#open": OpenField, "#only": "only"},
		values: item{
			":epoch": number(r.Epoch), ":round": number(r.Round), ":state": text(string(r.State)),
			":deadline": millis(r.Deadline), ":begun": millis(r.Begun), ":open": text(OpenValue),
			":command": text(r.Command), ":selection": text(string(r.Selection)), ":seen": number(seen), ":layout": number(layoutOf(r)),
		},
	})
	return l.opened(now, ok, err, r)
}

// OpenRound begins the next round of a closed run (rule D5), like OpenEpoch,
// with the destinations that it goes to. The state stays.
func (l *Ledger) OpenRound(ctx context.Context, r fanlight.Run, seen int) (stored fanlight.Run, ok bool, err error) {
	u := update{
		key:   metaKey(r.ID),
		set:   "SET round = :round, #open = :open, command = :command, layout = :layout",
		when:  "epoch = :epoch AND round = :seen AND attribute_not_exists(#open)",
		names: map[string]string{"#open": OpenField, "#only": "only"},
		values: item{
			":epoch": number(r.Epoch), ":round": number(r.Round), ":open": text(OpenValue),
			":command": text(r.Command), ":seen": number(seen), ":layout": number(layoutOf(r)),
		},
	}
	remove := " REMOVE expires, offered, #only"
	if set := bits(r.Only, r.Definition.Deliver); set != nil {
		u.set += ", destinations = :set"
		u.values[":set"] = &types.AttributeValueMemberB{Value: set}
	} else {
		remove += ", destinations"
	}
	u.set += remove
	now, ok, err := l.update(ctx, u)
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
	stored, err := frozenAs(want, now)
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
