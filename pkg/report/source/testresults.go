package source

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/text"
)

// TestValue is the value that a field of the first row of a query has to have.
type TestValue struct {
	Position
	Query string // its ID
	Field string // empty: the only one
	Want  TestCell
}

// TestTable is the rows that a query has to have, all of them, in order.
type TestTable struct {
	Position
	Query   string   // its ID
	Columns []string // of the rows, none if the text of the query does not say them
	Rows    []TestRow
}

// TestRow is a row of a TestTable: a cell for each column.
type TestRow struct {
	Position
	Cells []TestCell
}

// TestCell is an expected value.
type TestCell struct {
	Text   string // empty: no value
	Number bool   // it is compared as a number: 12 is 12.0
}

// Matches reports whether a value is the expected one.
func (c TestCell) Matches(got string) bool {
	if got == c.Text || !c.Number {
		return got == c.Text
	}
	want, err := strconv.ParseFloat(c.Text, 64)
	if err != nil {
		return false
	}
	number, err := strconv.ParseFloat(got, 64)
	return err == nil && number == want && decimal().MatchString(got)
}

// IsNumber reports whether a text is a number as people and queries write one, which a test
// compares as a number.
func IsNumber(s string) bool { return decimal().MatchString(s) }

// decimal leaves out what ParseFloat takes too, and 0123, which YAML reads in octal.
var decimal = lazyregexp.New(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

const (
	wantExpect = "a mapping such as { errors: 12 }: IDs of queries, and the value in the first row"
	wantValue  = "a number or text"
	wantTables = "a mapping such as { by_tenant: [[acme, 12], [globex, 3]] }: IDs of queries, and all their rows"
	wantRows   = "a list of rows such as [[acme, 12], [globex, 3]], or [] for none"
)

// readTestValues reads the values under expect, each for QUERY or QUERY.FIELD.
func (b *builder) readTestValues(m mapping) (all []TestValue) {
	for _, e := range testEntries(m, "expect", wantExpect) {
		id, field, _ := strings.Cut(e.key.Value, ".")
		v := m.child(e.value, "value of "+quoted(e.key.Value))
		q, known := b.testQuery(m, e, id)
		if !known {
			continue
		}
		b.checkTestField(m, e, q, field)
		if cell, ok := readTestCell(v); ok {
			at := placeOf(e.key)
			all = append(all, TestValue{Position{at.line, at.column}, id, field, cell})
		}
	}
	return all
}

// testEntries returns the entries of a mapping that a test has under key, which needs one.
func testEntries(m mapping, key, want string) []entry {
	v, there := m.get(key)
	if !there || !v.must(yaml.MappingNode, want) {
		return nil
	}
	entries := v.entries("query")
	if len(entries) == 0 {
		v.empty(want)
	}
	return entries
}

// testQuery returns the query that a test names by its ID.
func (b *builder) testQuery(m mapping, e entry, id string) (query, bool) {
	if q, known := b.queries[id]; known {
		return q, true
	}
	hint := or(b.eachHint(id), b.queryHint(id))
	for _, s := range b.report.Sections {
		if s.Title == e.key.Value {
			hint = "the query of this section is " + quoted(s.Query)
		}
	}
	m.problem(placeOf(e.key), hint, "unknown query %s in test: want %s", quoted(id), wantID)
	return query{}, false
}

// checkTestField refuses a field that the query does not have, and one left out where the
// query has several.
func (b *builder) checkTestField(m mapping, e entry, q query, field string) {
	fields := shownFields(q)
	switch {
	case len(fields) == 0:
	case field == "" && len(fields) > 1:
		qualified := make([]string, len(fields))
		for i, name := range fields {
			qualified[i] = q.id + "." + name
		}
		m.problem(placeOf(e.key), "", "query %s has %d fields: want %s", quoted(q.id), len(fields), shownNames(qualified))
	case field != "" && !slices.Contains(fields, field):
		m.problem(placeOf(e.key), m.didYouMean(field, fields), "unknown field %s of query %s: want %s", quoted(field), quoted(q.id), text.Limit(either(fields), 200))
	}
}

// readTestCell reads a value. It is false if there is none.
func readTestCell(v value) (TestCell, bool) {
	s, ok := v.scalar(wantValue, "!!str", "!!int", "!!float", "!!bool", "!!timestamp")
	if !ok {
		return TestCell{}, false
	}
	plain := v.node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	return TestCell{Text: s.text, Number: plain && decimal().MatchString(s.text)}, true
}

// readTestTables reads the tables under rows.
func (b *builder) readTestTables(m mapping) (all []TestTable) {
	for _, e := range testEntries(m, "rows", wantTables) {
		v := m.child(e.value, "rows of "+quoted(e.key.Value))
		q, known := b.testQuery(m, e, e.key.Value)
		if !known || !v.must(yaml.SequenceNode, wantRows) {
			continue
		}
		at := placeOf(e.key)
		t := TestTable{Position: Position{at.line, at.column}, Query: q.id, Columns: shownFields(q)}
		for _, item := range v.node.Content {
			t.Rows = append(t.Rows, readTestRow(v.child(item, "row"), t))
		}
		all = append(all, t)
	}
	return all
}

// shownFields returns the fields of a query without the pointers of the events.
func shownFields(q query) []string {
	return slices.DeleteFunc(slices.Clone(q.fields), func(name string) bool { return name == syntax.Pointer })
}

func readTestRow(v value, t TestTable) TestRow {
	row := TestRow{Position: v.position()}
	if !v.must(yaml.SequenceNode, "a list of cells such as [acme, 12]") {
		return row
	}
	for _, item := range v.node.Content {
		cell := v.child(item, "cell")
		if empty := cell.node.Kind == yaml.ScalarNode && (cell.node.Value == "" || cell.node.ShortTag() == "!!null"); empty {
			row.Cells = append(row.Cells, TestCell{})
		} else if c, ok := readTestCell(cell); ok {
			row.Cells = append(row.Cells, c)
		}
	}
	if n := len(v.node.Content); len(t.Columns) > 0 && n != len(t.Columns) {
		v.problem(v.at(), "", "invalid row of %s with %d of %d cells: want %s", quoted(t.Query), n, len(t.Columns), shownNames(t.Columns))
	}
	return row
}
