package ledger

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

type planItem struct {
	PK      string `dynamodbav:"pk"`
	SK      string `dynamodbav:"sk"`
	Count   int    `dynamodbav:"count"` // number of chunks
	Data    []byte `dynamodbav:"data"`
	Expires int64  `dynamodbav:"expires"`
}

const planPrefix = "PLAN#"

// CreatePlan puts the run's queries unless they are there. They are a function
// of META only, so that it does not matter which dispatcher wrote them.
func (l *Ledger) CreatePlan(ctx context.Context, r fanlight.Run, queries []fanlight.Query) error {
	plain, err := json.Marshal(queries)
	if err != nil {
		return fmt.Errorf("marshal plan of %s: %w", r.ID, err)
	}
	packed, err := pack(plain)
	if err != nil {
		return err
	}
	pieces := chunks(packed)
	for n, piece := range pieces {
		k := planKey(r.ID, n)
		if _, err := l.create(ctx, planItem{k.PK, k.SK, len(pieces), piece, l.expires(r)}); err != nil {
			return err
		}
	}
	return nil
}

func planKey(id fanlight.RunID, n int) key { return runKey(id, fmt.Sprintf("%s%03d", planPrefix, n)) }

// Plan reads the run's queries in sending order. The error is ErrNotFound if
// the plan has expired, and wraps fanlight.ErrNewer if a newer version wrote it.
func (l *Ledger) Plan(ctx context.Context, id fanlight.RunID) ([]fanlight.Query, error) {
	plain, err := l.assemble(ctx, metaKey(id).PK, planPrefix)
	if err != nil {
		return nil, fmt.Errorf("read plan of %s: %w", id, err)
	}
	var queries []fanlight.Query
	if err := fanlight.DecodeStrict(plain, &queries); err != nil {
		return nil, fmt.Errorf("read plan of %s: %w", id, err)
	}
	return queries, nil
}

// KeepPlan extends the plan's expiry beyond the epoch that r begins (rule D4).
func (l *Ledger) KeepPlan(ctx context.Context, r fanlight.Run) error {
	return l.keep(ctx, metaKey(r.ID).PK, planPrefix, l.expires(r))
}

// assemble reads the chunks below a prefix, each with their count, and unpacks
// what they hold together.
func (l *Ledger) assemble(ctx context.Context, pk, prefix string) ([]byte, error) {
	items, err := l.query(ctx, pk, prefix)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, ErrNotFound
	}
	var packed []byte
	for _, it := range items {
		var chunk planItem
		if err := decode(it, &chunk); err != nil {
			return nil, err
		}
		if chunk.Count != len(items) {
			return nil, fmt.Errorf("%d of %d chunks: %w", len(items), chunk.Count, ErrNotFound)
		}
		packed = append(packed, chunk.Data...)
	}
	return unpack(packed)
}

// keep sets the expiry of every item below a prefix that still exists.
func (l *Ledger) keep(ctx context.Context, pk, prefix string, expires int64) error {
	items, err := l.query(ctx, pk, prefix)
	if err != nil {
		return err
	}
	for _, it := range items {
		var k key
		if err := decode(it, &k); err != nil {
			return err
		}
		if _, _, err := l.update(ctx, update{
			key: k, set: "SET expires = :expires", when: "attribute_exists(pk)",
			values: item{":expires": number(expires)},
		}); err != nil {
			return err
		}
	}
	return nil
}
