package fanlight

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/report"
)

// Baseline is the edition that sections of a document are compared with.
type Baseline struct {
	Compare report.Compare `json:"compare"`
	Window  Window         `json:"window"`            // that it covers, or would
	Figures *Figures       `json:"figures,omitempty"` // nil: there are none
	Unread  bool           `json:"unread,omitempty"`  // they could not be read
}

// Missing says why a value is not compared.
type Missing string

// The reasons. The empty one stands for a value that is compared.
const (
	NotAsked      Missing = "not asked"      // the section compares nothing
	NoEdition     Missing = "no edition"     // that window has no edition
	NoAnswer      Missing = "no answer"      // its query gave none
	NotWhole      Missing = "not whole"      // rows of its result are missing
	OtherQuery    Missing = "other query"    // the query, or the kind of window, was another one
	NoValue       Missing = "no value"       // the query gave an answer without the value
	NotKept       Missing = "not kept"       // the edition had too many figures
	FiguresUnread Missing = "figures unread" // they could not be read
)

// Baseline returns what a section is compared with, nil if nothing.
func (d *Document) Baseline(s report.Section) *Baseline {
	i := slices.IndexFunc(d.Baselines, func(b Baseline) bool { return b.Compare == s.Compare })
	if s.Compare == "" || i < 0 {
		return nil
	}
	return &d.Baselines[i]
}

// Before returns the figures that a section is compared with, or why there are none.
func (d *Document) Before(s report.Section) (QueryFigures, Missing) {
	b, q := d.Baseline(s), d.Query(s.Query)
	switch {
	case b == nil || q == nil:
		return QueryFigures{}, NotAsked
	case b.Unread:
		return QueryFigures{}, FiguresUnread
	case b.Figures == nil:
		return QueryFigures{}, NoEdition
	case b.Figures.Period != d.Period:
		return QueryFigures{}, OtherQuery
	}
	f, ok := b.Figures.Query(q.Key())
	switch {
	case !ok && b.Figures.Short:
		return QueryFigures{}, NotKept
	case !ok:
		return QueryFigures{}, OtherQuery
	case !f.State.Good():
		return QueryFigures{}, NoAnswer
	case f.Cut:
		return QueryFigures{}, NotWhole
	}
	return f, ""
}

// NumberBefore returns the number that a section's number is compared with.
func (d *Document) NumberBefore(s report.Section) (float64, Missing) {
	f, why := d.Before(s)
	if why != "" {
		return 0, why
	}
	value, ok := f.Number(s.Value)
	if !ok {
		return 0, NoValue
	}
	return value, ""
}

// Query returns the figures of the query with a key.
func (f *Figures) Query(key string) (QueryFigures, bool) {
	i := slices.IndexFunc(f.Queries, func(q QueryFigures) bool { return q.Key == key })
	if i < 0 {
		return QueryFigures{}, false
	}
	return f.Queries[i], true
}

// Number returns the number of a field.
func (f QueryFigures) Number(field string) (float64, bool) {
	i := slices.IndexFunc(f.Numbers, func(n NumberFigure) bool { return n.Field == field })
	if i < 0 {
		return 0, false
	}
	return f.Numbers[i].Value, true
}

// NumbersOnly returns the figures without charts, tables and conditions.
func (f Figures) NumbersOnly() Figures {
	f.Queries, f.Shown = slices.Clone(f.Queries), nil
	for i := range f.Queries {
		f.Queries[i].Series, f.Queries[i].Rows, f.Queries[i].More = nil, nil, false
	}
	return f
}

// Less returns the figures with less in them, for a bound of their size: first rows of
// tables go, then charts, then queries from the end. It is false if nothing is left to
// leave out.
func (f Figures) Less() (Figures, bool) {
	f.Queries = slices.Clone(f.Queries)
	most, series := 0, false
	for _, q := range f.Queries {
		most, series = max(most, len(q.Rows)), series || len(q.Series) > 0
	}
	for i := range f.Queries {
		q := &f.Queries[i]
		switch {
		case most > 0 && len(q.Rows) > most/2:
			q.Rows, q.More = q.Rows[:most/2], true
		case most == 0:
			q.Series = nil
		}
	}
	if most == 0 && !series {
		f.Queries, f.Shown, f.Short = f.Queries[:len(f.Queries)/2], nil, true
		return f, len(f.Queries) > 0
	}
	return f, true
}
