package source

import (
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// Test is a test of a report file: what its report has to say over log files. It is
// not part of the report that is deployed.
type Test struct {
	Position
	Name   string // unique in the file
	Logs   []TestLogs
	At     TestTime
	Values []TestValue
	Tables []TestTable
	Golden *TestGolden // nil: none
}

// Position is a place in the report file, with line and column from 1.
type Position struct{ Line, Column int }

// TestTime is the scheduled time of the run, in UTC.
type TestTime struct {
	Position
	time.Time
}

// TestLogs are log files or a folder of them, as the file names them: relative to it.
type TestLogs struct {
	Position
	Group string // their log group; empty: not named
	Path  string
}

// TestGolden is a file that has the rendered report: a page, text or JSON, by its ending.
type TestGolden struct {
	Position
	Path string // relative to the report file
}

// GoldenEndings are the endings of golden files.
var GoldenEndings = []string{".html", ".txt", ".json"}

var testKeys = keys{
	known: strings.Fields("name logs at expect rows golden each"),
	elsewhere: map[string]string{
		"query": "expect and rows name queries by their IDs", "report": "a test is of the report of its file",
		"title": "a test's title is under name", "want": "it is called expect", "log_groups": "name them under logs",
	},
}

const (
	wantTests    = "a list such as [ { name: a busy day, logs: testdata/, at: 2026-01-02T12:30:00Z, expect: { errors: 12 } } ]"
	wantTest     = "a mapping such as { name: a busy day, logs: testdata/, at: 2026-01-02T12:30:00Z, expect: { errors: 12 } }"
	wantLogs     = "a file or a folder, or a mapping of log groups to them"
	wantTestPath = "a path, relative to the report file"
	wantAt       = "a time such as 2026-01-02T12:30:00Z"
)

// readTests reads the tests of the file.
func (b *builder) readTests() (tests []Test) {
	v, there := b.root.get("tests")
	if !there {
		return nil
	}
	first := map[string]int{} // by name: its line
	for _, item := range v.list(wantTests, "test") {
		m, ok := item.mapping(testKeys, wantTest)
		if !ok || !b.testIsHere(m) {
			continue
		}
		t := b.readTest(m)
		if line, taken := first[t.Name]; taken && t.Name != "" {
			item.problem(m.values["name"].at(), "", "duplicate name %s, first in line %d: want a name for each test", quoted(t.Name), line)
		}
		first[t.Name] = t.Line
		tests = append(tests, t)
	}
	return tests
}

func (b *builder) readTest(m mapping) Test {
	t := Test{Position: m.position()}
	name := m.needText("name", "text that says what is tested", "!!str")
	if t.Name = name.text; !name.unresolved && (strings.TrimSpace(t.Name) != t.Name || len(t.Name) > maxTitle || strings.ContainsFunc(t.Name, unicode.IsControl)) {
		name.invalid(wantTitle)
	}
	t.Name = b.testName(m, name)
	b.refuseSharedGolden(m)
	t.Logs, t.At = readTestLogs(m), readTestTime(m)
	t.Values, t.Tables, t.Golden = b.readTestValues(m), b.readTestTables(m), readGolden(m)
	if !slices.ContainsFunc([]string{"expect", "rows", "golden"}, m.has) && len(m.refused) == 0 {
		m.problem(m.at(), "", "nothing to compare in test: want expect, rows or golden")
	}
	return t
}

func (v value) position() Position { return Position{v.at().line, v.at().column} }

func readTestTime(m mapping) TestTime {
	s := m.needText("at", wantAt, "!!timestamp", "!!str")
	if s.unresolved {
		return TestTime{}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, strings.Replace(s.text, " ", "T", 1)); err == nil {
			return TestTime{s.position(), t.UTC()}
		}
	}
	s.invalidText(s.text, "", wantAt)
	return TestTime{}
}

// readTestLogs reads one path, several, or those of each log group.
func readTestLogs(m mapping) (all []TestLogs) {
	v, there := m.need("logs", wantLogs)
	if !there {
		return nil
	}
	if v.node.Kind != yaml.MappingNode {
		return readTestPaths(v, "", wantLogs)
	}
	entries := v.entries("log group")
	if len(entries) == 0 {
		v.empty(wantLogs)
	}
	for _, e := range entries {
		if e.key.Value == "" {
			v.problem(placeOf(e.key), "", "empty log group: want its name")
		}
		all = append(all, readTestPaths(v.child(e.value, "logs of "+quoted(e.key.Value)), e.key.Value, wantTestPath)...)
	}
	return all
}

func readTestPaths(v value, group, want string) (all []TestLogs) {
	items := []value{v}
	if v.node.Kind == yaml.SequenceNode {
		items = v.list(want, "path of logs")
	}
	for _, item := range items {
		if s, ok := item.scalar(want, "!!str"); ok {
			all = append(all, TestLogs{item.position(), group, s.text})
		}
	}
	return all
}

func readGolden(m mapping) *TestGolden {
	want := "a file whose name ends in " + either(GoldenEndings)
	s, ok := m.text("golden", want)
	if !ok || s.unresolved {
		return nil
	}
	if !slices.Contains(GoldenEndings, filepath.Ext(s.text)) {
		s.invalidText(s.text, "", want)
	}
	return &TestGolden{s.position(), s.text}
}
