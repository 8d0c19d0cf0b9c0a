package syntax_test

import (
	"os"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// published is a query of testdata/queries.txt.
type published struct {
	line         int
	source, text string
}

func (q published) tagged(tag string) bool { return strings.HasPrefix(q.source, "# ["+tag) }

// corpus returns the queries that others have published, with their sources.
func corpus(t testing.TB) (list []published) {
	t.Helper()
	data, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	source := ""
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			source = line
			continue
		}
		list = append(list, published{i + 1, source, strings.ReplaceAll(line, "␤", "\n")})
	}
	return list
}

func TestParse_publishedQueries(t *testing.T) {
	t.Parallel()
	for _, q := range corpus(t) {
		if q.tagged("neg") || q.tagged("suspect") {
			continue
		}
		checkPublished(t, q)
	}
}

func checkPublished(t *testing.T, q published) {
	_, err := syntax.Parse(q.text)
	if e, ok := err.(*expr.Error); ok {
		t.Errorf("queries.txt:%d: %s", q.line, syntaxFormat(e, q.text))
		return
	}
	checkParse(t, q.text)
}
func syntaxFormat(e *expr.Error, text string) string { return expr.Format(e, text) }
func checkParse(t *testing.T, s string) {
	q, err := syntax.Parse(s)
	if err != nil { return }
	p := q.String()
	q2, err := syntax.Parse(p)
	if err != nil { t.Errorf("%s -> %s: %v", s, p, err); return }
	if q2.String() != p { t.Errorf("%s -> %s", p, q2.String()) }
	for _, n := range q.Notes { t.Log("NOTE", syntaxFormat(n, s)) }
}
func TestX(t *testing.T) {
	for _, q := range corpus(t) {
		if q.tagged("neg") || q.tagged("suspect") {
			_, err := syntax.Parse(q.text)
			if e, ok := err.(*expr.Error); ok { t.Log(q.source, "\n", expr.Format(e, q.text)) } else { t.Error(q.source, q.text, err) }
		}
	}
}
