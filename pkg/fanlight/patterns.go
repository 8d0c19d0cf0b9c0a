package fanlight

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/report"
)

// The most that is kept of the patterns of a section.
const (
	MostPatterns  = 200
	patternLength = 300 // bytes of a pattern's text
)

// Pattern is a text that log events have in common.
type Pattern struct {
	Text    string  `json:"text"`
	Count   float64 `json:"count"`
	Example string  `json:"-"` // an event of it, if the rows have one
	Group   string  `json:"-"` // its log group, if the rows have one
	Time    string  `json:"-"` // its time, as Logs Insights writes it, if the rows have one
}

// PatternFigures are the patterns of an edition, as later editions are compared with them.
type PatternFigures struct {
	Run      RunID             `json:"run"`
	Epoch    int               `json:"epoch"`
	Window   Window            `json:"window"`
	Period   report.Window     `json:"period"`
	Sections []SectionPatterns `json:"sections"`
}

// SectionPatterns are the patterns of one section, the most frequent first.
type SectionPatterns struct {
	Key      string    `json:"key"`    // QueryResult.Key
	Column   string    `json:"column"` // of the texts
	State    Outcome   `json:"state"`
	Patterns []Pattern `json:"patterns,omitempty"`
	More     bool      `json:"more,omitempty"` // there were more
}

// PatternColumn returns the column of the patterns that a section shows.
func PatternColumn(s report.Section) string { return cmp.Or(s.Value, "@pattern") }

// Patterns returns the patterns of a section's query, the most frequent first: its rows by
// their text. Without a column that counts, each row counts one.
func (q *QueryResult) Patterns(s report.Section) (all []Pattern) {
	column := PatternColumn(s)
	place := map[string]int{}
	for _, row := range q.Rows {
		text, ok := row.Get(column)
		if text = cutPattern(text); !ok || text == "" {
			continue
		}
		i, seen := place[text]
		if !seen {
			i, place[text] = len(all), len(all)
			all = append(all, exampleOf(row, column, text))
		}
		all[i].Count += q.countOf(row, column)
	}
	slices.SortStableFunc(all, func(a, b Pattern) int { return cmp.Compare(b.Count, a.Count) })
	return all
}

func cutPattern(text string) string {
	if len(text) > patternLength {
		text = strings.ToValidUTF8(text[:patternLength], "")
	}
	return text
}

// countOf returns how many events a row stands for.
func (q *QueryResult) countOf(row Row, column string) float64 {
	for _, name := range append([]string{"@sampleCount"}, q.sums()...) {
		if n, ok := number(row, name); ok && name != column {
			return n
		}
	}
	return 1
}

func (q *QueryResult) sums() []string {
	if q.Shape == nil {
		return nil
	}
	return q.Shape.Sums
}

// exampleOf returns a pattern with what its row says of one event.
func exampleOf(row Row, column, text string) Pattern {
	p := Pattern{Text: text}
	for _, name := range []string{"@message", "example"} {
		if example, ok := row.Get(name); ok && name != column && p.Example == "" {
			p.Example = example
		}
	}
	p.Group, _ = row.Get("@log")
	p.Time, _ = row.Get("@timestamp")
	return p
}

// NewPatternFigures returns the patterns of a document; Sections is empty if no section
// shows any.
func NewPatternFigures(d *Document) PatternFigures {
	f := PatternFigures{Run: d.Run, Epoch: d.Epoch, Window: d.Window, Period: d.Period}
	for _, s := range d.Sections {
		q := d.Query(s.Query)
		if s.Show != report.ShowPatterns || q == nil || q.Text == "" {
			continue
		}
		p := SectionPatterns{Key: q.Key(), Column: PatternColumn(s), State: q.State}
		if q.State.Good() {
			p.Patterns = q.Patterns(s)
			p.More = len(p.Patterns) > MostPatterns || q.Kept() > len(q.Rows) || q.Truncated || q.Cut != ""
			p.Patterns = p.Patterns[:min(len(p.Patterns), MostPatterns)]
		}
		f.Sections = append(f.Sections, p)
	}
	return f
}

// PatternsBefore are the patterns that a section of a document is compared with.
type PatternsBefore struct {
	Section  int              `json:"section"` // its place in Document.Sections
	Window   Window           `json:"window"`  // of the edition, also if there is none
	Patterns *SectionPatterns `json:"patterns,omitempty"`
	Missing  Missing          `json:"missing,omitempty"`
}

// Before returns the patterns that a section of a document is compared with, or why there
// are none.
func (f *PatternFigures) Before(d *Document, s report.Section) (*SectionPatterns, Missing) {
	q := d.Query(s.Query)
	if q == nil || f.Period != d.Period {
		return nil, OtherQuery
	}
	i := slices.IndexFunc(f.Sections, func(p SectionPatterns) bool { return p.Key == q.Key() && p.Column == PatternColumn(s) })
	switch {
	case i < 0:
		return nil, OtherQuery
	case !f.Sections[i].State.Good():
		return nil, NoAnswer
	}
	return &f.Sections[i], ""
}
