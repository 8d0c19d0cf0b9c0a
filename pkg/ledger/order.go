package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/compress"
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

const orderPrefix = "ORDER#"

func orderSK(id string) string { return orderPrefix + id }

// FreezeOrder stores the sending order of a run that is to be created, if it has one.
func (l *Ledger) FreezeOrder(ctx context.Context, r fanlight.Run) error {
	if r.OrderID == "" {
		return nil
	}
	packed, err := compress.GzipBytes(r.Order)
	if err != nil {
		return err
	}
	k := runKey(r.ID, orderSK(r.OrderID))
	_, err = l.create(ctx, orderItem{k.PK, k.SK, packed, l.expires(r)})
	return err
}

// orderOf returns the run's sending order, one of those of the run that are stored. The
// error is ErrNoDefinition if it has expired.
func orderOf(r fanlight.Run, stored []item) ([]byte, error) {
	for _, it := range stored {
		var o orderItem
		if err := decode(it, &o); err != nil {
			return nil, err
		}
		if o.SK != orderSK(r.OrderID) {
			continue // a dispatcher's that did not create META
		}
		ranks, err := compress.Gunzip(o.Ranks)
		if err == nil && len(ranks) != r.Total {
			err = fmt.Errorf("%d ranks for %d queries", len(ranks), r.Total)
		}
		if err != nil {
			return nil, fmt.Errorf("read sending order: %w", err)
		}
		return ranks, nil
	}
	return nil, fmt.Errorf("read sending order: %w", ErrNoDefinition)
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
	packed, err := compress.GzipBytes(classes)
	if err != nil {
		return err
	}
	k := timesKey(r.ID.Report())
	return l.put(ctx, timesItem{k.PK, k.SK, r.Digest, packed, l.expires(r)})
}

// Times are how long the queries of a report took in its last edition. The zero value
// knows none.
type Times struct {
	digest  string // of the definition whose queries they are
	classes []byte // one for each query of it
}

// Times reads the times of a report's last edition.
func (l *Ledger) Times(ctx context.Context, name string) (Times, error) {
	var t timesItem
	err := l.get(ctx, timesKey(name), &t)
	if errors.Is(err, ErrNotFound) {
		return Times{}, nil
	}
	if err != nil {
		return Times{}, err
	}
	classes, err := compress.Gunzip(t.Classes)
	if err != nil {
		return Times{}, nil // another version's: the order only makes a run faster
	}
	return Times{t.Digest, classes}, nil
}

// Order returns the sending order of a run that is to begin with a definition, by
// the times of the report's last edition: nil for the definition's order.
func (l *Ledger) Order(ctx context.Context, d Definition, t Times) ([]byte, error) {
	if t.digest == "" {
		return nil, nil
	}
	before := d.Report
	if t.digest != d.Packed.Digest {
		var err error
		before, err = l.frozen(ctx, t.digest)
		if errors.Is(err, ErrNoDefinition) || errors.Is(err, fanlight.ErrNewer) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return fanlight.OrderByTimes(d.Report.Queries, before.Queries, t.classes), nil
}
