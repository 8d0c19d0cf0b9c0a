package reporter

import (
	"context"
	"errors"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// earlier returns what the document of the run's last epoch that has one is compared with,
// nil if there is none: a replay keeps it (rule R6). A document that a newer version
// rendered is not used.
func (c claimed) earlier(ctx context.Context) (*fanlight.Document, error) {
	if c.run.Epoch == 1 || !comparing(c.run.Definition) {
		return nil, nil //nolint:nilnil // no error and no document
	}
	d, err := c.ledger.EarlierDocument(ctx, c.run)
	if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, fanlight.ErrNewer) {
		return nil, nil //nolint:nilnil // as above
	}
	// The rest is as large as all results, and is not needed.
	return &fanlight.Document{Baselines: d.Baselines, Past: d.Past, PatternsBefore: d.PatternsBefore}, err
}
