package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// orderItem is the sending order of one run: a rank for each query of the definition,
// compressed.
type orderItem struct {
	PK      string `dynamodbav:"pk"`
	SK      string `dynamodbav:"sk"`
	Ranks   []byte `dynamodbav:"ranks"`
	Expires int64  `dynamodbav:"expires"`
}

func orderSK(id string) string { return "ORDER#" + id }

func (l *Ledger) putOrder(ctx context.Context, r fanlight.Run) error {
	packed, err := pack(r.Order)
	if err != nil {
		return err
	}
	k := runKey(r.ID, orderSK(r.OrderID))
	_, err = l.create(ctx, orderItem{k.PK, k.SK, packed, l.expires(r)})
	return err
}

func (l *Ledger) order(ctx context.Context, r fanlight.Run) ([]byte, error) {
	var o orderItem
	err := l.get(ctx, runKey(r.ID, orderSK(r.OrderID)), &o)
	if errors.Is(err, ErrNotFound) {
		err = ErrNoDefinition
	}
	if err != nil {
		return nil, fmt.Errorf("read sending order: %w", err)
	}
	ranks, err := unpack(o.Ranks)
	if err == nil && len(ranks) != r.Total {
		err = fmt.Errorf("read sending order of %s: %d ranks for %d queries", r.ID, len(ranks), r.Total)
	}
	return ranks, err
}

// timesItem holds how long the queries of a report took in its last edition.
type timesItem struct {
	PK      string `dynamodbav:"pk"`
	SK      string `dynamodbav:"sk"`
	Digest  string `dynamodbav:"digest"`  // of the definition whose queries they are
	Classes []byte `dynamodbav:"classes"` // one for each query of it, compressed
	Expires int64  `dynamodbav:"expires"`
}

func timesKey(name string) key { return key{"REPORT#" + name, "TIMES"} }

// PutTimes records the classes of the times that the queries of the run's
// definition took. No rule reads them: they order the next run's queries.
func (l *Ledger) PutTimes(ctx context.Context, r fanlight.Run, classes []byte) error {
	packed, err := pack(classes)
	if err != nil {
		return err
	}
	k := timesKey(r.ID.Report())
	return l.put(ctx, timesItem{k.PK, k.SK, r.Digest, packed, l.expires(r)})
}

// Order returns the sending order of a run that is to begin with a definition, by
// the times of the report's last edition: nil for the definition's order.
func (l *Ledger) Order(ctx context.Context, d Definition) ([]byte, error) {
	var t timesItem
	err := l.get(ctx, timesKey(d.Report.Name), &t)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	classes, err := unpack(t.Classes)
	if err != nil {
		return nil, nil // another version's: the order only makes a run faster
	}
	before := d.Report
	if t.Digest != d.Packed.Digest {
		before, err = l.frozen(ctx, t.Digest)
		if errors.Is(err, ErrNoDefinition) || errors.Is(err, fanlight.ErrNewer) {
			return nil, nil
		}
	}
	return fanlight.OrderByTimes(d.Report.Queries, before.Queries, classes), err
}
