package fanlight

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/report"
)

// Figures hold what an edition showed, as far as later editions are compared with it:
// the numbers, the points of charts and the first rows of tables.
type Figures struct {
	Run     RunID          `json:"run"`
	Epoch   int            `json:"epoch"`
	Window  Window         `json:"window"`
	Period  report.Window  `json:"period"` // the kind of window
	Queries []QueryFigures `json:"queries"`
	Short   bool           `json:"short,omitempty"` // there was no room for all queries

	Archived bool     `json:"archived,omitempty"`  // all archives of its report have its page
	Unsent   bool     `json:"unsent,omitempty"`    // nobody got the edition: it was skipped or held, or could not be delivered
	LastSent *Edition `json:"last_sent,omitempty"` // of one that is Unsent: the edition before it that somebody got

	Shown []SectionShown `json:"shown,omitempty"` // of the sections that have a condition
}

// Edition names an edition of a report.
type Edition struct {
	Run    RunID  `json:"run"`
	Window Window `json:"window"`
}

// Sent returns the edition that somebody got last, up to the one of the figures; nil if
// there is none.
func (f *Figures) Sent() *Edition {
	if f.Unsent {
		return f.LastSent
	}
	return &Edition{f.Run, f.Window}
}

// QueryFigures are the figures of one query.
type QueryFigures struct {
	Key     string         `json:"key"` // QueryResult.Key
	State   Outcome        `json:"state"`
	Cut     bool           `json:"cut,omitempty"` // rows are missing: nothing else is kept
	Numbers []NumberFigure `json:"numbers,omitempty"`
	Series  []SeriesFigure `json:"series,omitempty"`
	Rows    []RowFigure    `json:"rows,omitempty"`
	More    bool           `json:"more,omitempty"` // the result had rows beyond Rows
}

// NumberFigure is a number that a section showed.
type NumberFigure struct {
	Field string  `json:"field"`
	Value float64 `json:"value"`
}

// SeriesFigure is the line of a chart that has only one.
type SeriesFigure struct {
	Column string     `json:"column"`
	Points []*float64 `json:"points"` // Line.Points
}

// RowFigure is a row of a table: its labels, and the value that changes.
type RowFigure struct {
	Labels string  `json:"labels"` // JoinLabels
	Column string  `json:"column"`
	Value  float64 `json:"value"`
}

// The most that figures keep of a query.
const (
	FigureRows  = 30  // rows of a table
	figureLabel = 120 // bytes of a row's labels
)

// Key names the work that the query was, by its text and its log groups: an edition
// is compared with another one only for the same work.
func (q QueryResult) Key() string {
	sum := sha256.Sum256([]byte(workOf(report.Query{Text: q.Text, LogGroups: q.LogGroups}) + q.View))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// JoinLabels returns the labels of a row as figures keep them. Labels that are too long
// to be kept are cut, with a digest of the rest.
func JoinLabels(labels []string) string {
	joined := strings.Join(labels, "\x1f")
	if len(joined) <= figureLabel {
		return joined
	}
	sum := sha256.Sum256([]byte(joined))
	return strings.ToValidUTF8(joined[:figureLabel-16], "") + "\x1f" + base64.RawURLEncoding.EncodeToString(sum[:9])
}

// NewFigures returns the figures of a document.
func NewFigures(d *Document) Figures {
	f := Figures{Run: d.Run, Epoch: d.Epoch, Window: d.Window, Period: d.Period, Queries: []QueryFigures{}}
	for _, all := range [][]QueryResult{d.Queries, d.Views} {
		for i := range all {
			q := &all[i]
			if shown := d.showing(q.ID); len(shown) > 0 && q.Text != "" { // an earlier version's document does not have it
				f.Queries = append(f.Queries, newQueryFigures(d, q, shown))
			}
		}
	}
	return f
}

// showing returns the sections of a query, or of a view of one.
func (d *Document) showing(id string) (shown []report.Section) {
	for _, s := range d.Sections {
		if s.Query == id {
			shown = append(shown, s)
		}
	}
	return shown
}

func newQueryFigures(d *Document, q *QueryResult, shown []report.Section) QueryFigures {
	f := QueryFigures{Key: q.Key(), State: q.State, Cut: q.Cut != ""}
	if !q.State.Good() || f.Cut {
		return f
	}
	for _, s := range shown {
		switch s.Show {
		case report.ShowNumber, report.ShowSpark:
			if value, ok := q.Number(s); ok && !f.has(s.Value) {
				f.Numbers = append(f.Numbers, NumberFigure{s.Value, value})
			}
		case report.ShowLine:
			f.Series = d.seriesFigures(q, s)
		case report.ShowTable, report.ShowBar:
			f.Rows, f.More = q.rowFigures(s)
		}
	}
	return f
}

func (f QueryFigures) has(field string) bool {
	return slices.ContainsFunc(f.Numbers, func(n NumberFigure) bool { return n.Field == field })
}

// Number returns the number that a section shows of the query: a field of its first
// row, or what the section says of a query that found nothing. ok is false if there is
// none: the query gave no answer, rows of it are missing, or the field is not a number.
func (q *QueryResult) Number(s report.Section) (value float64, ok bool) {
	switch {
	case !q.State.Good() || q.Cut != "" || len(q.Rows) == 0 && q.Kept() > 0:
		return 0, false
	case len(q.Rows) == 0 && s.Empty != nil:
		return *s.Empty, true
	case len(q.Rows) == 0:
		return 0, false
	}
	text, _ := q.Rows[0].Get(s.Value)
	return ParseNumber(text)
}

// rowFigures returns the first rows of a table that have labels and a value.
func (q *QueryResult) rowFigures(s report.Section) (rows []RowFigure, more bool) {
	if q.Shape == nil || len(q.Shape.Labels) == 0 {
		return nil, false
	}
	column := q.Measure(s)
	for _, row := range q.Rows {
		text, _ := row.Get(column)
		value, ok := ParseNumber(text)
		if !ok {
			continue
		}
		if len(rows) == FigureRows {
			return rows, true
		}
		rows = append(rows, RowFigure{JoinLabels(q.LabelsOf(row)), column, value})
	}
	return rows, q.Kept() > len(q.Rows) || q.Truncated
}

// LabelsOf returns the labels of a row in the query's order.
func (q *QueryResult) LabelsOf(row Row) []string {
	labels := make([]string, len(q.Shape.Labels))
	for i, name := range q.Shape.Labels {
		labels[i], _ = row.Get(name)
	}
	return labels
}

// Measure returns the column of a table that is compared, drawn as bars and written in the
// section's unit: the section's value, else the first column that it shows which is neither
// a label nor a time.
func (q *QueryResult) Measure(s report.Section) string {
	if s.Value != "" || q.Shape == nil {
		return s.Value
	}
	names := s.Columns
	if len(names) == 0 {
		names = slices.Concat(q.Shape.Columns, q.Columns)
	}
	for _, name := range names {
		if name != q.Shape.Time && name != "@ptr" && !slices.Contains(q.Shape.Labels, name) {
			return name
		}
	}
	return ""
}

// ParseNumber reads a number as Logs Insights writes one: digits with a sign, a
// fraction or an exponent, and no leading zero, which marks an identifier.
func ParseNumber(s string) (value float64, ok bool) {
	whole, _, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if whole == "" || strings.Trim(s, "0123456789.-+eE") != "" || strings.HasPrefix(s, "+") || len(whole) > 1 && whole[0] == '0' {
		return 0, false
	}
	value, err := strconv.ParseFloat(s, 64)
	return value, err == nil
}

// IsNumber reports whether s is a number that ParseNumber reads.
func IsNumber(s string) bool {
	_, ok := ParseNumber(s)
	return ok
}
