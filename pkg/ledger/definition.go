package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/compress"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/recent"
	"github.com/fanlight/fanlight/pkg/report"
)

// ErrNoDefinition is returned for a run whose definition, or its sending order,
// has expired: only its META and what is stored elsewhere are left.
var ErrNoDefinition = errors.New("its definition has expired")

// frozenPK is the partition of a definition's chunks that runs use.
func frozenPK(digest string) string { return "DEFINITION#" + digest }

const frozenPrefix = "CHUNK#"

func dataOf(items []chunkItem) [][]byte {
	all := make([][]byte, len(items))
	for n, it := range items {
		all[n] = it.Data
	}
	return all
}

// definitions are those that were read last. A function reads the same one for each
// message and each sweep, and unpacking it takes longer than all else in between.
var definitions = recent.New[report.Report](256 << 10)

func unpackDefinition(chunks [][]byte) (report.Report, error) {
	packed := bytes.Join(chunks, nil)
	return definitions.Get(packed, func() (report.Report, error) {
		plain, err := compress.Gunzip(packed)
		if err != nil {
			return report.Report{}, err
		}
		return readDefinition(plain)
	})
}

// readDefinition reads a definition strictly. With an error that wraps
// fanlight.ErrNewer it returns the report's name, title, time zone and owner, so
// that the owner can be notified.
func readDefinition(data []byte) (report.Report, error) {
	r, err := report.Definition(data)
	if err == nil {
		return r, nil
	}
	contact, _ := report.ReadContact(data) // as far as it could be read
	return report.Report{
		Name: contact.Name, Title: contact.Title, Timezone: contact.Timezone, Owner: contact.Owner,
	}, fmt.Errorf("%w: %w", fanlight.ErrNewer, err)
}

// Freeze stores the definition of a run that is to be created, for its epoch (rule
// E4): nothing is written if it is there for long enough. It is written for twice the
// retention, so that a report that runs often renews it once in a retention.
func (l *Ledger) Freeze(ctx context.Context, r fanlight.Run, packed report.Packed) error {
	needed := l.expires(r)
	items, err := l.chunks(ctx, frozenPK(packed.Digest), frozenPrefix)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("read definition %s: %w", packed.Digest, err)
	}
	if err == nil && outlives(items, needed) {
		return nil
	}
	return l.putFrozen(ctx, packed, needed)
}

func outlives(items []chunkItem, needed int64) bool {
	for _, it := range items {
		if it.Expires < needed {
			return false
		}
	}
	return true
}

// putFrozen writes every chunk that expires sooner. Each is written whole: one that
// has expired may vanish at any time.
func (l *Ledger) putFrozen(ctx context.Context, packed report.Packed, needed int64) error {
	expires := needed + int64(l.retention/time.Second)
	for n, data := range packed.Chunks {
		chunk := chunkItem{PK: frozenPK(packed.Digest), SK: chunkKey(frozenPrefix, n), Count: len(packed.Chunks), Data: data, Expires: expires}
		if err := l.putUnlessLater(ctx, chunk); err != nil {
			return fmt.Errorf("store definition %s: %w", packed.Digest, err)
		}
	}
	return nil
}

// frozen reads a definition that a run uses. The error is ErrNoDefinition if it has
// expired, and wraps fanlight.ErrNewer if a newer version wrote it.
func (l *Ledger) frozen(ctx context.Context, digest string) (report.Report, error) {
	items, err := l.chunks(ctx, frozenPK(digest), frozenPrefix)
	if errors.Is(err, ErrNotFound) {
		return report.Report{}, ErrNoDefinition
	}
	if err != nil {
		return report.Report{}, err
	}
	return unpackDefinition(dataOf(items))
}

// KeepFrozen extends the expiry of the run's definition and sending order beyond
// the epoch or the round that begins now (rules D4 and D5): r has the deadline of
// that epoch. The error is ErrNoDefinition if the definition has expired.
func (l *Ledger) KeepFrozen(ctx context.Context, r fanlight.Run) error {
	needed := l.expiresFromNow(r)
	if r.OrderID != "" {
		if err := l.keep(ctx, metaKey(r.ID).PK, orderSK(r.OrderID), needed); err != nil {
			return err
		}
	}
	if r.Digest == "" { // layout 0: META holds the definition
		return nil
	}
	items, err := l.chunks(ctx, frozenPK(r.Digest), frozenPrefix)
	if errors.Is(err, ErrNotFound) {
		err = ErrNoDefinition
	}
	if err != nil || outlives(items, needed) {
		return err
	}
	return l.putFrozen(ctx, report.Packed{Digest: r.Digest, Chunks: dataOf(items)}, needed)
}

// definitionOf returns the run with the definition that META names, which it reads, and
// with its sending order, which is one of those given.
func (l *Ledger) definitionOf(ctx context.Context, m metaItem, r fanlight.Run, orders []item) (fanlight.Run, error) {
	var err error
	if m.Digest == "" {
		r.Definition, err = unpackDefinition([][]byte{m.Definition})
	} else {
		r.Definition, err = l.frozen(ctx, m.Digest)
	}
	r.Newer = errors.Is(err, fanlight.ErrNewer)
	if err == nil && r.OrderID != "" {
		r.Order, err = orderOf(r, orders)
	}
	if err != nil {
		return r, fmt.Errorf("read definition of %s: %w", r.ID, err)
	}
	if r.Only == nil {
		r.Only = named(m.Destinations, r.Definition.Deliver)
	}
	return r, nil
}
