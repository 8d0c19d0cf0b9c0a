package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Correct starts the correction of an ended run: a run of its own for the same window,
// by the definition that is deployed now (rule D8). It returns the correction, also one
// that exists, and writes nothing of the run that it corrects.
func (d *Dispatcher) Correct(ctx context.Context, c fanlight.Command) (fanlight.Run, error) {
	if c.With != fanlight.WithCurrent || c.Failed {
		return fanlight.Run{}, fanlight.Refuse("a replay with a definition is one of all queries with %q", fanlight.WithCurrent)
	}
	run, err := d.findKnown(ctx, c)
	if err != nil {
		return run, err
	}
	deployed, err := d.ledger.DeployedReport(ctx, run.ID.Report())
	if errors.Is(err, ledger.ErrNotFound) {
		return run, fanlight.Refuse("no report %q is deployed: deploy it, or replay %s as it was", run.ID.Report(), run.ID)
	}
	if err != nil {
		return run, fmt.Errorf("correct %s: %w", run.ID, err)
	}
	if err := checkCorrectable(run, deployed.Hash); err != nil {
		return run, err
	}
	id := fanlight.NewCorrectionID(run.ID, deployed.Hash)
	_, suffix, _ := strings.Cut(string(id), "+")
	return d.start(ctx, id.Report(), edition{
		scheduled: id.Scheduled(), suffix: suffix, apart: true, corrects: &run, hash: deployed.Hash,
	})
}

// checkCorrectable refuses a run that is open, and a definition that has not changed.
func checkCorrectable(run fanlight.Run, hash string) error {
	if run.Hash == hash {
		return fanlight.Refuse("the deployed definition is the one of %s: deploy the mended one first, or replay it without --with", run.ID)
	}
	return run.Accepts(fanlight.Command{Action: fanlight.ActionReplay, With: fanlight.WithCurrent})
}
