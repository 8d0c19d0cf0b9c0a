package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// edition is a run with what the ledger holds of it.
type edition struct {
	run        fanlight.Run
	document   *fanlight.Document // nil: not rendered yet, or never
	deliveries []fanlight.Delivery
}

// readEdition reads a run's document and its deliveries, by name.
func readEdition(ctx context.Context, l *ledger.Ledger, run fanlight.Run) (edition, error) {
	e := edition{run: run}
	rendered, err := l.Document(ctx, run)
	switch {
	case err == nil:
		e.document = &rendered.Document
	case !errors.Is(err, ledger.ErrNotFound):
		return e, fmt.Errorf("read the report of %s: %w", run.ID, err)
	}
	records, err := l.Deliveries(ctx, run)
	if err != nil {
		return e, fmt.Errorf("read the deliveries of %s: %w", run.ID, err)
	}
	for _, d := range records {
		e.deliveries = append(e.deliveries, d)
	}
	slices.SortFunc(e.deliveries, func(a, b fanlight.Delivery) int { return strings.Compare(a.Name, b.Name) })
	return e, nil
}

// judge tells on stderr what a closed run missed. It returns nil only for one
// that was sent with a good answer to every query.
func (s *System) judge(e edition) error {
	good := e.run.State == fanlight.Sent
	if !good {
		fmt.Fprintf(s.Err, "fanlight: %s ended as %s\n", e.run.ID, e.run.State)
	}
	for _, d := range e.deliveries {
		if d.State != fanlight.DeliverySent {
			fmt.Fprintf(s.Err, "  %s\n", deliveryLine(d))
		}
	}
	if failed := failures(e.document); len(failed) > 0 {
		good = false
		fmt.Fprintf(s.Err, "fanlight: %d of %s failed\n", len(failed), count(e.run.Total, "query", "queries"))
		for _, q := range failed {
			fmt.Fprintf(s.Err, "  %s: %s: %s\n", q.ID, q.State, clean(q.Error))
		}
	}
	if !good {
		return errTold
	}
	return nil
}

func failures(d *fanlight.Document) []fanlight.QueryResult {
	if d == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(d.Queries), func(q fanlight.QueryResult) bool { return q.State.Good() })
}

// deliveryLine says what became of a delivery.
func deliveryLine(d fanlight.Delivery) string {
	line := fmt.Sprintf("%s: %s", d.Name, d.State)
	if d.Error != "" {
		line += ": " + clean(d.Error)
	}
	if d.Tries > 1 {
		line += fmt.Sprintf(" (%d tries)", d.Tries)
	}
	return line
}
