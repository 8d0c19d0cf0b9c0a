package reporter

import (
	"context"
	"errors"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// earlier returns what the document of the run's last epoch that has one is compared with,
// nil if there is none: a replay keeps it (rule R6), and so does a correction, of which the
// last document before its own is that of the edition that it corrects. A document that a newer version
// rendered is not used.
func (c claimed) earlier(ctx context.Context) (*fanlight.Document, error) {
	corrected, correction := c.run.ID.Corrects()
	if c.run.Epoch == 1 && !correction || !comparing(c.run.Definition) {
		return nil, nil //nolint:nilnil // no error and no document
	}
	d, err := c.ledger.EarlierDocument(ctx, c.run)
	if correction && errors.Is(err, ledger.ErrNotFound) {
		d, err = c.corrected(ctx, corrected)
	}
	if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, fanlight.ErrNewer) {
		return nil, nil //nolint:nilnil // as above
	}
	// The rest is as large as all results, and is not needed.
	return &fanlight.Document{Baselines: d.Baselines, Past: d.Past, PatternsBefore: d.PatternsBefore}, err
}

// corrected returns the newest document of the edition that the run corrects, without the
// patterns that another section of its own would be compared with.
func (c claimed) corrected(ctx context.Context, edition fanlight.RunID) (d fanlight.Document, err error) {
	run, err := c.ledger.RunState(ctx, edition)
	if err != nil {
		return d, err
	}
	run.Epoch++ // its present epoch has a document, too
	d, err = c.ledger.EarlierDocument(ctx, run)
	d.PatternsBefore = slices.DeleteFunc(d.PatternsBefore, func(p fanlight.PatternsBefore) bool {
		return !sameSection(&d, c.run.Definition, p.Section)
	})
	return d, err
}

// sameSection reports whether a section of a document and the one at its place in a
// definition show the same of the same query.
func sameSection(d *fanlight.Document, def report.Report, place int) bool {
	if place >= len(d.Sections) || place >= len(def.Sections) {
		return false
	}
	then, now := d.Sections[place], def.Sections[place]
	was, at := d.Query(then.Query), slices.IndexFunc(def.Queries, func(q report.Query) bool { return q.ID == fanlight.QueryOf(now.Query) })
	return was != nil && at >= 0 && then.Show == now.Show && then.Value == now.Value &&
		was.Text == def.Queries[at].Text && slices.Equal(was.LogGroups, def.Queries[at].LogGroups)
}

// period returns the kind of the run's window: the definition's, unless the window that a
// correction took over is not the one that its definition has.
func period(run fanlight.Run) report.Window {
	start, end := run.Definition.WindowAt(run.ID.Scheduled())
	if _, ok := run.ID.Corrects(); !ok || start.Equal(run.Window.Start) && end.Equal(run.Window.End) {
		return run.Definition.Window
	}
	return report.Window{Length: report.Duration(run.Window.End.Sub(run.Window.Start))}
}
