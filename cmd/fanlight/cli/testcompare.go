package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/text"
)

// difference is one thing in which a report differs from what its test wants.
type difference struct {
	at    source.Position // of what is wanted
	what  string          // a query, with its field or row; or a golden file
	want  string          // in the words of the message; empty: lines have it
	got   string
	lines []string // that are only wanted (-) and only there (+), clean
	paste string   // what to write instead, empty: nothing can be written
}

// String returns the difference without its place and lines.
func (d difference) String() string {
	switch {
	case d.want == "" && d.got == "":
		return d.what
	case d.want == "":
		return fmt.Sprintf("%s: got %s", d.what, d.got)
	}
	return fmt.Sprintf("%s: want %s, got %s", d.what, d.want, d.got)
}

// compare notes what differs in the results of the queries.
func (r *testResult) compare(d *fanlight.Document) {
	compared := map[string]bool{}
	for _, v := range r.test.Values {
		compared[v.Query] = true
		r.compareValue(v, d)
	}
	for _, table := range r.test.Tables {
		compared[table.Query] = true
		r.compareTable(table, d.Query(table.Query))
	}
	for _, q := range d.Queries {
		if !q.State.Good() && !compared[q.ID] && r.runsHere(q.ID) {
			r.differ(difference{at: r.test.Position, what: q.ID, got: noAnswer(q)})
		}
	}
}

// runsHere reports whether a query can run on this machine at all.
func (r *testResult) runsHere(id string) bool {
	for _, q := range r.report.Queries {
		if q.ID == id {
			return source.RunsLocally(q.Text)
		}
	}
	return true
}

func (r *testResult) differ(d difference) { r.differences = append(r.differences, d) }

// noAnswer says why a query has no result.
func noAnswer(q fanlight.QueryResult) string {
	state := strings.ReplaceAll(string(q.State), "_", " ")
	if q.Error == "" {
		return state
	}
	return state + ": " + text.Clean(q.Error)
}

func (r *testResult) compareValue(v source.TestValue, d *fanlight.Document) {
	name := v.Query
	if v.Field != "" {
		name += "." + v.Field
	}
	diff := difference{at: v.Position, what: name, want: showWanted(v.Want)}
	got, why := firstValue(v, d.Query(v.Query))
	if of := d.Query(v.Query); of != nil && of.State == fanlight.Empty {
		if shown, ok := shownOfNothing(v, d); ok {
			got, why = shown, ""
		}
	}
	switch {
	case why != "":
		diff.got = why
	case v.Want.Matches(got):
		return
	default:
		diff.got, diff.paste = formatCell(got), fmt.Sprintf("expect: { %s: %s }", name, formatCell(got))
	}
	r.differ(diff)
}

// shownOfNothing returns the number that the report shows of a query which found nothing, if
// its sections show one: 0 for a count.
func shownOfNothing(v source.TestValue, d *fanlight.Document) (value string, ok bool) {
	for _, s := range d.Sections {
		if s.Query != v.Query || !s.ShowsNumber() || s.Empty == nil || v.Field != "" && v.Field != s.Value {
			continue
		}
		shown := strconv.FormatFloat(*s.Empty, 'f', -1, 64)
		if ok && shown != value {
			return "", false // several fields: the test has to name one
		}
		value, ok = shown, true
	}
	return value, ok
}

// firstValue returns the value of a field in the first row, or why there is none.
func firstValue(v source.TestValue, q *fanlight.QueryResult) (value, why string) {
	switch {
	case q == nil:
		return "", "no such query in the report"
	case !q.State.Good():
		return "", noAnswer(*q)
	case len(q.Rows) == 0:
		return "", fmt.Sprintf("no row (a test wants that with rows: { %s: [] })", v.Query)
	}
	field := v.Field
	if columns := shownColumns(q.Columns); field == "" {
		if len(columns) != 1 {
			return "", fmt.Sprintf("%s: name one as %s.FIELD: %s", count(len(columns), "field", "fields"), v.Query, strings.Join(columns, ", "))
		}
		field = columns[0]
	}
	value, there := q.Rows[0].Get(field)
	if !there {
		return "", fmt.Sprintf("no value of %s in the first row", text.Clean(field))
	}
	return value, ""
}

// showWanted returns an expected value as the report file may have it.
func showWanted(c source.TestCell) string {
	if c.Number {
		return c.Text
	}
	return formatCell(c.Text)
}

// formatCell returns a value as YAML in one line, to be pasted within [ ] and { }. What looks
// like a number is one.
func formatCell(value string) string {
	number := source.TestCell{Text: value, Number: true}
	switch {
	case number.Matches(value) && source.IsNumber(value):
		return value
	case value == "" || text.Clean(value) != value || strings.ContainsAny(value, "\"'#:,[]{}&*!|>%@`$\\") || !startsWithLetter(value) || reservedWord(value):
		return quoteYAML(value)
	}
	return value
}

func startsWithLetter(s string) bool {
	c := s[0] | 0x20 // small
	return c >= 'a' && c <= 'z' || s[0] == '/'
}

// reservedWord reports whether YAML takes a word for something else than text.
func reservedWord(s string) bool {
	return slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(s))
}

// quoteYAML returns a text in quotes: single ones if they can hold it. A $ is doubled before
// a {, where a report file would take it for the start of a ${name}.
func quoteYAML(s string) string {
	s = strings.ReplaceAll(s, "${", "$${")
	if text.Clean(s) == s {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	quoted, err := quoteJSON(s) // YAML has JSON's escapes
	if err != nil {
		return text.Clean(s)
	}
	return quoted
}

// byPlace orders differences as the file has their expectations.
func byPlace(a, b difference) int {
	return cmp.Or(cmp.Compare(a.at.Line, b.at.Line), cmp.Compare(a.at.Column, b.at.Column))
}
