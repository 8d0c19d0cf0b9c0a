package reporter

import (
	"errors"
	"io"
	"slices"
	"strconv"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/condition"
)

// view collects what a document keeps of a result: the rows of the query, or, of a view,
// those that its section shows.
type view struct {
	id      string
	section report.Section       // of a view; the zero value shows the whole result
	where   *condition.Condition // nil: every row

	most, size int64 // bytes by cost
	full       bool  // no further row is kept
	kept       []fanlight.Row
	rows       int     // that the section shows, kept or not
	sum        float64 // of Section.Sum
}

// viewed collects the result of one query and its views, while its rows are read once.
type viewed struct {
	all   []*view // the query itself first
	names map[string]string
}

// newViewed returns the collection of a query's result, each part of which has room for so
// many bytes.
func newViewed(def report.Report, query string, most int64) *viewed {
	v := &viewed{all: []*view{{id: query, most: most}}, names: map[string]string{}}
	for i, s := range def.Sections {
		if s.Query != query || !s.IsView() {
			continue
		}
		part := &view{id: fanlight.ViewID(query, i), section: s, most: most}
		if s.Where != "" {
			part.where, _ = condition.Parse(s.Where) // one that this version cannot read shows every row
		}
		v.all = append(v.all, part)
	}
	return v
}

func countViews(def report.Report) (n int) {
	for _, s := range def.Sections {
		if s.IsView() {
			n++
		}
	}
	return n
}

// read reads the rows that the document keeps: the first ones, while they fit. None is kept
// if the first one does not fit: the forms say so by the count of the result's rows. Views
// need all rows.
func (v *viewed) read(rows ledger.RowReader) error {
	for len(v.all) > 1 || !v.all[0].full {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, part := range v.all {
			part.add(row, v.names)
		}
	}
	return nil
}

func (v *viewed) size() (size int64) {
	for _, part := range v.all {
		size += part.size
	}
	return size
}

// add takes a row into account, and keeps it if there is room.
func (v *view) add(row fanlight.Row, names map[string]string) {
	if v.where != nil && !v.where.Matches(row.Get) {
		return
	}
	v.rows++
	if text, ok := row.Get(v.section.Sum); ok {
		value, _ := fanlight.ParseNumber(text)
		v.sum += value
	}
	if v.full || v.section.Sum != "" {
		return
	}
	row = shorten(v.fields(row), names)
	bytes := cost(row)
	if len(v.kept) == fanlight.DocumentRows || v.size+bytes > v.most {
		v.full = true
		return
	}
	v.kept, v.size = append(v.kept, row), v.size+bytes
	v.full = len(v.kept) == fanlight.DocumentRows && v.where == nil
}

// fields returns the fields of a row that the section shows, in its order.
func (v *view) fields(row fanlight.Row) fanlight.Row {
	if len(v.section.Columns) == 0 {
		return slices.Clone(row)
	}
	var shown fanlight.Row
	for _, name := range v.section.Columns {
		if value, ok := row.Get(name); ok {
			shown = append(shown, fanlight.Field{Name: name, Value: value})
		}
	}
	return shown
}

// results returns the views of a query's result.
func (v *viewed) results(base fanlight.QueryResult) (views []fanlight.QueryResult) {
	for _, part := range v.all[1:] {
		views = append(views, part.result(base))
	}
	return views
}

// result returns the view of a query's result. The sum of nothing is 0, also of a query that
// found nothing.
func (v *view) result(base fanlight.QueryResult) fanlight.QueryResult {
	q, s := base, v.section
	q.ID, q.View = v.id, "\x00"+s.Where+"\x00"+s.Sum
	q.Rows, q.RowCount = v.kept, v.rows
	if len(s.Columns) > 0 {
		q.Columns = s.Columns
	}
	if q.Rows == nil {
		q.Rows = []fanlight.Row{}
	}
	switch {
	case !q.State.Good():
		q.RowCount = 0
	case s.Sum != "":
		q.State, q.RowCount, q.Shape = fanlight.OK, 1, nil
		q.Columns = []string{s.Sum}
		q.Rows = []fanlight.Row{{{Name: s.Sum, Value: strconv.FormatFloat(v.sum, 'f', -1, 64)}}}
	case v.rows == 0:
		q.State = fanlight.Empty
	}
	return q
}

// viewing returns the sections of a document: those with a view name it.
func viewing(sections []report.Section) []report.Section {
	sections = slices.Clone(sections)
	for i := range sections {
		if s := &sections[i]; s.IsView() {
			s.Query = fanlight.ViewID(s.Query, i)
			if s.Sum != "" {
				s.Value = s.Sum
			}
		}
	}
	return sections
}
