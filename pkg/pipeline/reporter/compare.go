package reporter

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// pastEditions is the number of editions before a run's whose numbers its document shows.
const pastEditions = 13

// past are the figures of the editions before a run's, the newest first. They are only
// compared with: a report is sent without them, too (rule R6).
type past struct {
	editions []fanlight.Figures
	err      error
}

// comparing reports whether a report shows anything of its earlier editions, leads to them,
// or is sent by them.
func comparing(r report.Report) bool {
	return r.SendWhen != "" || archives(r) || slices.ContainsFunc(r.Sections, func(s report.Section) bool {
		return s.Show == report.ShowNumber || s.Show == report.ShowSpark || s.SendWhen != "" || s.Show == report.ShowPatterns || r.Comparison(s) != ""
	})
}

// readPast returns the read of what a run's document is compared with.
func (r *Reporter) readPast(run fanlight.Run, p *past) func(context.Context) error {
	return func(ctx context.Context) error {
		p.editions, p.err = r.ledger.FiguresBefore(ctx, run, pastEditions)
		return nil
	}
}

// compare puts into the document what it is compared with.
func (c claimed) compare(ctx context.Context, d *fanlight.Document) {
	if !comparing(c.run.Definition) {
		return
	}
	d.Sections = slices.Clone(d.Sections)
	for i := range d.Sections {
		s := &d.Sections[i]
		s.Compare = c.run.Definition.Comparison(*s)
		if s.Show == report.ShowPatterns {
			s.Compare = cmp.Or(s.Compare, report.ComparePrevious)
			d.PatternsBefore = append(d.PatternsBefore, c.patternsBefore(ctx, d, i))
			continue
		}
		if s.Compare != "" && d.Baseline(*s) == nil {
			d.Baselines = append(d.Baselines, c.baseline(ctx, s.Compare))
		}
	}
	for _, edition := range c.past.editions {
		d.Past = append(d.Past, edition.NumbersOnly())
	}
	d.LastSent = c.past.sent()
	if len(c.past.editions) > 0 {
		d.ShownBefore = c.past.editions[0].Shown
	}
	if c.past.err != nil {
		c.log.WarnContext(ctx, "earlier editions not read", c.run.LogAttrs(), "error", c.past.err)
	}
}

// baseline returns the edition that a comparison names. Of several editions of that window
// it is the one that was due last.
func (c claimed) baseline(ctx context.Context, compare report.Compare) fanlight.Baseline {
	var b fanlight.Baseline
	b.Compare = compare
	for _, w := range c.windowsBefore(compare) {
		b.Window = w
		f, err := c.edition(ctx, w.End)
		if errors.Is(err, ledger.ErrNotFound) || err == nil && !f.Window.Start.Equal(w.Start) {
			continue
		}
		b.Unread = err != nil
		if err == nil {
			b.Figures = &f
		}
		return b
	}
	b.Window = c.windowsBefore(compare)[0]
	return b
}

// windowsBefore returns the windows that a comparison may mean: by the report's clock,
// and by the hour if the clocks changed in between. The schedule says which of them has
// an edition.
func (c claimed) windowsBefore(compare report.Compare) []fanlight.Window {
	def, w := c.run.Definition, c.run.Window
	start, end := def.Before(compare, w.Start, w.End)
	all := []fanlight.Window{{Start: start, End: end}}
	if exact := time.Duration(compare.Back()) * time.Duration(def.Window.Length); exact > 0 && !w.End.Add(-exact).Equal(end) {
		all = append(all, fanlight.Window{Start: w.Start.Add(-exact), End: w.End.Add(-exact)})
	}
	return all
}

// edition returns the figures of the newest edition whose window ends at a time. It reads
// them only if they are older than the editions that were read.
func (c claimed) edition(ctx context.Context, end time.Time) (fanlight.Figures, error) {
	if c.past.err != nil {
		return fanlight.Figures{}, c.past.err
	}
	for _, f := range c.past.editions {
		if f.Window.End.Equal(end) {
			return f, nil
		}
	}
	if n := len(c.past.editions); n < pastEditions || end.After(c.past.editions[n-1].Window.End) {
		return fanlight.Figures{}, ledger.ErrNotFound
	}
	f, err := c.ledger.Figures(ctx, c.run.ID.Report(), end)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		c.log.WarnContext(ctx, "edition to compare with not read", c.run.LogAttrs(), "error", err)
	}
	return f, err
}

// keepFigures stores the figures of the document for the editions to come. Manual runs
// and backfills have none, unless a backfill is to fill the past. A failure is logged: the
// editions to come say that they have nothing to compare with.
func (c claimed) keepFigures(ctx context.Context, d *fanlight.Document, state fanlight.State, deliveries []fanlight.Delivery) {
	if c.run.Apart || c.run.ID.Manual() {
		return
	}
	f := fanlight.NewFigures(d)
	if len(f.Queries) == 0 {
		return
	}
	f.Archived = c.archived(ctx, d, deliveries)
	if f.Unsent = !state.Reached() && !c.run.State.Reached(); f.Unsent { // an earlier round keeps what it gave
		f.LastSent = d.LastSent
	}
	f.Shown = d.Shown(!f.Unsent)
	err := c.ledger.PutFigures(ctx, f)
	if p := fanlight.NewPatternFigures(d); len(p.Sections) > 0 {
		err = errors.Join(err, c.ledger.PutPatterns(ctx, p))
	}
	if err != nil {
		c.log.WarnContext(ctx, "figures not stored", c.run.LogAttrs(), "error", err)
	}
}

// patternsBefore returns the patterns that the section at a place is compared with.
func (c claimed) patternsBefore(ctx context.Context, d *fanlight.Document, section int) fanlight.PatternsBefore {
	s := d.Sections[section]
	before := fanlight.PatternsBefore{Section: section, Missing: fanlight.NoEdition}
	for i, w := range c.windowsBefore(s.Compare) {
		if i == 0 {
			before.Window = w
		}
		f, err := c.ledger.Patterns(ctx, c.run.ID.Report(), w.End)
		switch {
		case errors.Is(err, ledger.ErrNotFound) || err == nil && !f.Window.Start.Equal(w.Start):
			continue
		case err != nil:
			c.log.WarnContext(ctx, "patterns to compare with not read", c.run.LogAttrs(), "error", err)
			before.Missing = fanlight.FiguresUnread
		default:
			before.Window = w
			before.Patterns, before.Missing = f.Before(d, s)
		}
		break
	}
	return before
}
