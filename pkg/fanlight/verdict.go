package fanlight

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/report"
)

// Verdict says what becomes of an edition. It is decided once, when the edition is
// rendered, and stored in its document (rule R7).
type Verdict string

// The verdicts.
const (
	Send   Verdict = ""       // it is sent
	Skip   Verdict = "skip"   // it is not: its report's condition does not hold
	Hold   Verdict = "hold"   // it is not until an operator says so: it is incomplete
	Notify Verdict = "notify" // its destinations get one line instead: it is incomplete
)

// Ends returns the state that a verdict gives the first round of an epoch, empty if the
// deliveries decide.
func (v Verdict) Ends() State {
	switch v {
	case Skip:
		return Skipped
	case Hold:
		return Held
	}
	return ""
}

// SkippedSection is a section that is left out because its condition does not hold.
type SkippedSection struct {
	Section int      `json:"section"`         // its place in Document.Sections
	Value   *float64 `json:"value,omitempty"` // its number, if it shows one
}

// Unanswered returns the number of queries without an answer.
func (d *Document) Unanswered() (n int) {
	for _, q := range d.Queries {
		if !q.State.Good() {
			n++
		}
	}
	return n
}

// Incomplete reports whether more queries gave no answer than the report tolerates.
func (d *Document) Incomplete() bool { return d.Unanswered() > d.Tolerate }

// HasSkipped reports whether the section at a place is left out, and the number that it
// would show.
func (d *Document) HasSkipped(section int) (value *float64, skipped bool) {
	for _, s := range d.SkippedSections {
		if s.Section == section {
			return s.Value, true
		}
	}
	return nil, false
}

// NumberNamed returns the number that conditions name so: of a query the number that its
// section shows, QUERY.rows, QUERY.FIELD of its first row, or the field of a number that a
// section shows. ok is false if there is none, also because the query gave no answer.
func (d *Document) NumberNamed(name string) (value float64, ok bool) {
	for _, s := range d.Sections {
		q := d.Query(s.Query)
		if q != nil && s.ShowsNumber() && (QueryOf(s.Query) == name || d.Query(name) == nil && s.Value == name) {
			return q.Number(s)
		}
	}
	id, field, has := strings.Cut(name, ".")
	q := d.Query(id)
	switch {
	case q == nil || !q.State.Good():
		return 0, false
	case has && field == "rows":
		return float64(q.Kept()), true
	case has:
		return q.Number(report.Section{Value: field})
	case len(q.Rows) == 1 && len(q.Columns) == 1:
		return q.Number(report.Section{Value: q.Columns[0]})
	}
	return 0, false
}
