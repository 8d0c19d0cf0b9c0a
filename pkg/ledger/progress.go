package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// The attributes of PROGRESS, together with q<index> per recorded start, h<index> per
// query that a worker holds for long, in epoch seconds, and w<index> per winner.
const (
	sizeField     = "size"
	settledField  = "settled"
	changedField  = "changed"
	resentField   = "resent"
	resenderField = "resender" // the token of the janitor that counted last
	waitsField    = "waits"
	doubtedField  = "doubted"
)

const progressPrefix = "PROGRESS#"

func heldField(index int) string { return "h" + strconv.Itoa(index) }

func winnerField(index int) string { return "w" + strconv.Itoa(index) }

// CreateProgress puts the progress item of a shard unless it is there, with
// the winners that it inherits from epochs before (rule D4). It returns
// what is stored then.
func (l *Ledger) CreateProgress(ctx context.Context, r fanlight.Run, shard int, inherited map[int]string) (fanlight.Progress, error) {
	k := progressKey(r.ID, r.Epoch, shard)
	it := k.item()
	it[sizeField] = number(fanlight.ShardLen(r.Total, shard))
	it[settledField] = number(len(inherited))
	it[changedField] = millis(l.clock.Now())
	it[ExpiryField] = number(l.expires(r))
	for i, attempt := range inherited {
		it[winnerField(i)] = text(attempt)
	}
	existing, err := l.createItem(ctx, it)
	if err != nil {
		return fanlight.Progress{}, err
	}
	if existing != nil {
		it = existing
	}
	return progressOf(it)
}

// Progress reads one shard consistently.
func (l *Ledger) Progress(ctx context.Context, r fanlight.Run, shard int) (fanlight.Progress, error) {
	it, err := l.getItem(ctx, progressKey(r.ID, r.Epoch, shard))
	if err != nil {
		return fanlight.Progress{}, err
	}
	return progressOf(it)
}

// AllProgress reads every shard of the run's epoch that exists, in order.
func (l *Ledger) AllProgress(ctx context.Context, r fanlight.Run) ([]fanlight.Progress, error) {
	items, err := l.query(ctx, epochPK(r.ID, r.Epoch), progressPrefix)
	if err != nil {
		return nil, err
	}
	all := make([]fanlight.Progress, len(items))
	for i, it := range items {
		if all[i], err = progressOf(it); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// RecordStarts records the Insights ID of each query that has none yet and no
// winner (rule W3), in one update that returns the item. A caller that finds
// another ID there stops its own query. ok is false if one of the queries is settled or
// the run has expired: then nothing was recorded.
func (l *Ledger) RecordStarts(ctx context.Context, r fanlight.Run, shard int, starts map[int]fanlight.Start) (fanlight.Progress, bool, error) {
	u := l.progressUpdate(r, shard)
	for _, i := range slices.Sorted(maps.Keys(starts)) {
		u.add(fmt.Sprintf("q%[1]d = if_not_exists(q%[1]d, :q%[1]d)", i), fmt.Sprintf("attribute_not_exists(w%d)", i))
		u.values[fmt.Sprintf(":q%d", i)] = text(starts[i].Record())
	}
	return l.updateProgress(ctx, u.update)
}

// ReplaceStart records a later try of a query in place of the ended one (rule
// W3). ok is false if the record no longer shows the ended one, or a winner.
func (l *Ledger) ReplaceStart(ctx context.Context, r fanlight.Run, index int, ended, next fanlight.Start) (fanlight.Progress, bool, error) {
	u := l.progressUpdate(r, fanlight.ShardOf(index))
	u.add(fmt.Sprintf("q%d = :next", index), fmt.Sprintf("q%[1]d IN (:ended, :long) AND attribute_not_exists(w%[1]d)", index))
	u.values[":next"] = text(next.Record())
	u.values[":ended"] = text(ended.Record())
	u.values[":long"] = text(ended.String()) // the form of earlier versions
	p, ok, err := l.updateProgress(ctx, u.update)
	return p, ok || (err == nil && p.Starts[index] == next), err // rule G2
}

// SetWinners settles queries of one shard (rule S2): one update of one item makes
// each attempt the winner of its query and adds their number to the counter,
// on condition that none of these queries has a winner. It returns the item;
// with ok false nothing was written and the item is the one that refused.
func (l *Ledger) SetWinners(ctx context.Context, r fanlight.Run, shard int, attempts map[int]string) (fanlight.Progress, bool, error) {
	u := l.progressUpdate(r, shard)
	var held []string
	for _, i := range slices.Sorted(maps.Keys(attempts)) {
		held = append(held, heldField(i))
		u.add(fmt.Sprintf("w%[1]d = :w%[1]d", i), fmt.Sprintf("attribute_not_exists(w%d)", i))
		u.values[fmt.Sprintf(":w%d", i)] = text(attempts[i])
	}
	u.set += " ADD " + settledField + " :n REMOVE " + strings.Join(held, ", ")
	u.values[":n"] = number(len(attempts))
	return l.updateProgress(ctx, u.update)
}

// MarkResent records that the janitor is about to send a shard's unsettled
// queries again (rule J2), unless the shard has changed since it was seen. The token is the
// janitor's own, by which it recognises its mark: another one may mark at the same instant.
func (l *Ledger) MarkResent(ctx context.Context, r fanlight.Run, seen fanlight.Progress, token string) (bool, error) {
	u := l.progressUpdate(r, seen.Shard)
	u.add(resentField+" = :resent", changedField+" = :seen")
	u.set += ", " + resenderField + " = :token"
	u.values[":resent"] = number(seen.Resent + 1)
	u.values[":seen"] = millis(seen.Changed)
	u.values[":token"] = text(token)
	now, ok, err := l.update(ctx, u.update)
	by, _ := now[resenderField].(*types.AttributeValueMemberS)
	return ok || by != nil && by.Value == token, err // rule G2
}

// MarkDoubted records that messages of a shard's queries may be lost (rule J2), unless
// it has changed since it was seen. It does not count as changed.
func (l *Ledger) MarkDoubted(ctx context.Context, r fanlight.Run, seen fanlight.Progress) error {
	_, _, err := l.update(ctx, update{
		key: progressKey(r.ID, r.Epoch, seen.Shard), set: "SET " + doubtedField + " = :now", when: changedField + " = :seen",
		values: item{":now": millis(l.clock.Now()), ":seen": millis(seen.Changed)},
	})
	return err
}

// NoteHeld records that a worker holds unsettled queries of a shard, at least one, and
// why some of them wait, unless that is empty (rule W7). It returns the item as it is
// then. The shard does not count as changed: others of its queries may be lost.
func (l *Ledger) NoteHeld(ctx context.Context, r fanlight.Run, shard int, indices []int, waits string) (fanlight.Progress, error) {
	u := update{
		key: progressKey(r.ID, r.Epoch, shard), when: "attribute_exists(pk)",
		values: item{":now": number(l.clock.Now().Unix())},
	}
	var set []string
	for _, i := range indices {
		set = append(set, heldField(i)+" = :now")
	}
	if waits != "" {
		set = append(set, waitsField+" = :waits")
		u.values[":waits"] = text(waits)
	}
	u.set = "SET " + strings.Join(set, ", ")
	p, _, err := l.updateProgress(ctx, u)
	return p, err
}

// lastShards is how many shards Complete reads at first: 8 KB, two read units.
const lastShards = 8

// Complete reports whether every shard of the run's epoch is full (rule G5). It reads
// the last ones first and stops at one that is not full: queries are sent in the
// shards' order, so that nearly always that is the first one that it reads. If the last
// ones are full it reads all others at once: a report waits for the answer. Where that
// is likely it reads all at once from the beginning.
func (l *Ledger) Complete(ctx context.Context, r fanlight.Run, likely bool) (bool, error) {
	in := l.below(epochPK(r.ID, r.Epoch), progressPrefix)
	in.ScanIndexForward = aws.Bool(false)
	if !likely {
		in.Limit = aws.Int32(lastShards)
	}
	full := 0
	err := l.each(ctx, in, func(it item) error {
		p, err := progressOf(it)
		if err == nil && !p.Full() {
			err = errNotFull
		}
		if full++; full == lastShards {
			in.Limit = nil
		}
		return err
	})
	if errors.Is(err, errNotFull) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the progress of %s epoch %d: %w", r.ID, r.Epoch, err)
	}
	return full == fanlight.Shards(r.Total), nil
}

// errNotFull ends the reading of shards.
var errNotFull = errors.New("a shard is not full")

// progressUpdate is an update of a progress item, which must exist: nothing
// resurrects an expired run (rule G6).
type progressUpdate struct {
	update
	at time.Time // of the change, as it is stored
}

func (l *Ledger) progressUpdate(r fanlight.Run, shard int) *progressUpdate {
	now := l.clock.Now().Truncate(time.Millisecond)
	return &progressUpdate{at: now, update: update{
		key: progressKey(r.ID, r.Epoch, shard), set: "SET " + changedField + " = :now", when: "attribute_exists(pk)",
		values: item{":now": millis(now)},
	}}
}

func (u *progressUpdate) add(set, when string) {
	u.set += ", " + set
	u.when += " AND " + when
}

// updateProgress returns the item as it is after the update or its refusal;
// its size is 0 if there is none.
func (l *Ledger) updateProgress(ctx context.Context, u update) (fanlight.Progress, bool, error) {
	now, ok, err := l.update(ctx, u)
	if err != nil || now == nil {
		return fanlight.Progress{}, false, err
	}
	p, err := progressOf(now)
	return p, ok && err == nil, err
}

func progressOf(it item) (fanlight.Progress, error) {
	p := fanlight.Progress{Starts: map[int]fanlight.Start{}, Winners: map[int]string{}, Held: map[int]time.Time{}}
	var k key
	if err := decode(it, &k); err != nil {
		return p, err
	}
	if _, err := fmt.Sscanf(k.SK, "PROGRESS#%d", &p.Shard); err != nil {
		return p, fmt.Errorf("read progress key %q: %w", k.SK, err)
	}
	for name, value := range it {
		if err := readProgressField(&p, name, value); err != nil {
			return p, fmt.Errorf("read %s %s: %w", k.PK, k.SK, err)
		}
	}
	return p, nil
}

func readProgressField(p *fanlight.Progress, name string, value types.AttributeValue) (err error) {
	switch v := value.(type) {
	case *types.AttributeValueMemberN:
		err = readProgressNumber(p, name, v.Value)
	case *types.AttributeValueMemberS:
		i, bad := strconv.Atoi(strings.TrimLeft(name, "qw"))
		switch {
		case name == waitsField:
			p.Waits = v.Value
		case bad != nil: // pk and sk
		case name[0] == 'w':
			p.Winners[i] = v.Value
		case name[0] == 'q':
			p.Starts[i], err = fanlight.ParseStart(v.Value)
		}
	}
	return err
}

func readProgressNumber(p *fanlight.Progress, name, value string) error {
	n, err := strconv.ParseInt(value, 10, 64)
	switch name {
	case sizeField:
		p.Size = int(n)
	case settledField:
		p.Settled = int(n)
	case resentField:
		p.Resent = int(n)
	case changedField:
		p.Changed = instant(n)
	case doubtedField:
		p.Doubted = instant(n)
	}
	if i, bad := strconv.Atoi(strings.TrimPrefix(name, "h")); bad == nil {
		p.Held[i] = time.Unix(n, 0).UTC()
	}
	return err
}
