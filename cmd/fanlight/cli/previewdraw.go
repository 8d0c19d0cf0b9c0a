package cli

import (
	"context"
	"fmt"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// drawnEdition is an edition of a report with its destinations.
type drawnEdition struct {
	document *fanlight.Document
	deliver  []report.Destination
	origin   string // what it was made of
}

// edition returns the views of the edition, with what a reader should know of it.
func (d *drawnEdition) edition() preview.Edition {
	notes := []string{fmt.Sprintf("%s, %s.", d.document.Run, d.origin)}
	switch d.document.Verdict {
	case fanlight.Skip:
		notes = append(notes, "It would not be sent: "+d.document.Reason+".")
	case fanlight.Hold:
		notes = append(notes, "It would be held until somebody resends it: it is incomplete.")
	case fanlight.Notify:
		notes = append(notes, "Its destinations get a line instead of it: it is incomplete.")
	}
	return preview.Edition{Title: d.document.Title, Notes: notes, Views: preview.Views(d.document, d.deliver)}
}

// draw runs the report file, or reads the run. Notes go to the system's stderr.
func (p *previewCommand) draw(ctx context.Context, s *System) (*drawnEdition, error) {
	if p.run != "" {
		return p.stored(ctx)
	}
	r := &runCommand{s: s, files: p.files, logs: p.logs, at: p.at}
	r.files.s, r.logs.s, r.logs.report = s, s, r.reports.keep
	reports, err := r.files.load([]string{p.path}, source.Options{LenientDeliver: p.sendTo == ""})
	if err != nil {
		return nil, err
	}
	definition := reports[0]
	deliver := definition.Deliver
	if p.sendTo != "" {
		if _, err := chooseDestination(deliver, p.sendTo); err != nil {
			return nil, err
		}
	}
	removeDestinations(definition)
	useGroupNames(definition)
	defer r.reports.print(s.Err)
	scheduled, sets, err := r.inputs(ctx, definition)
	if err != nil {
		return nil, err
	}
	done, err := r.execute(ctx, definition, scheduled, sets)
	if err != nil {
		return nil, err
	}
	failed := failedQueries(done.Document)
	if done.Document == nil {
		return nil, fmt.Errorf("%s ended as %s, without a report", done.Run.ID, done.Run.State)
	}
	if len(failed) > 0 {
		fmt.Fprintf(s.Err, "note: %d of %s failed: the report says so\n", len(failed), count(done.Run.Total, "query", "queries"))
	}
	return &drawnEdition{done.Document, deliver, "a run of " + p.path + " over log files, which has no editions before it to compare with"}, nil
}

// stored reads the document of a run.
func (p *previewCommand) stored(ctx context.Context) (*drawnEdition, error) {
	run, err := p.stack.findRun(ctx, p.run)
	if err != nil {
		return nil, err
	}
	details, err := p.stack.ledger.RunDetails(ctx, run)
	if err != nil {
		return nil, p.stack.explain("read "+p.run, err)
	}
	if details.Document == nil {
		return nil, fmt.Errorf("%s has no report: it is %s; a report is there once its queries have ended, and until it expires", run.ID, run.State)
	}
	return &drawnEdition{details.Document, run.Definition.Deliver, "from " + p.stack.place()}, nil
}
