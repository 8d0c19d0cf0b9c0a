package probe

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// Answer is the answer to a query as text: Refused, NoRow, a line such as {"k": "a", "n": "2"}
// for each row, or for a query with Columns the names of the columns.
type Answer string

// The answers without rows.
const (
	Refused Answer = "refused"
	NoRow   Answer = "no row"
)

// String returns the answer on one line, as the object of a sentence.
func (a Answer) String() string {
	if a == Refused {
		return "a refusal"
	}
	return strings.ReplaceAll(string(a), "\n", ", ")
}

// Answer returns the answer that rows are. The pointers of events do not count.
func (q Query) Answer(rows [][]cwli.Field) Answer {
	if len(rows) == 0 {
		return NoRow
	}
	var names, lines []string
	for _, row := range rows {
		var cells []string
		for _, f := range row {
			if f.Name == syntax.Pointer {
				continue
			}
			cells = append(cells, quote(f.Name)+": "+quote(f.Value))
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
		lines = append(lines, "{"+strings.Join(cells, ", ")+"}")
	}
	if q.Columns {
		return Answer("columns " + strings.Join(names, ", "))
	}
	return Answer(strings.Join(lines, "\n"))
}

// quote writes a string as JSON, of which a string always has a form.
func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s)
	return strings.TrimSuffix(b.String(), "\n")
}

// Difference says how an answer of the service at a place differs from the chosen one.
// It is empty if the answer is the chosen one.
func (q Query) Difference(p Place, got Answer) string {
	chosen := p.fill(string(q.Chosen))
	if string(got) == chosen {
		return ""
	}
	means := ""
	for _, other := range q.Others {
		if p.fill(string(other.Answer)) == string(got) {
			means = " (" + other.Means + ")"
		}
	}
	return fmt.Sprintf("%s: the service gives %s%s; fanlight chose %s", q.Text, got, means, Answer(chosen))
}
