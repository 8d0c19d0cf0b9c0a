package expr_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, text := range badExpressions {
		checkParse(t, text)
	}
}

// checkParse checks that Parse returns a tree that reads back from its source, or an
// error with a place inside the text.
func checkParse(t *testing.T, text string) {
	t.Helper()
	x, err := expr.Parse(text)
	if err == nil {
		checkRoundTrip(t, x)
		return
	}
	e, ok := errors.AsType[*expr.Error](err)
	if !ok || e.Offset < 0 || e.End < e.Offset || e.End > len(text) || e.Message == "" {
		t.Errorf("Parse(%q): error %+v outside the text", text, err)
		return
	}
	expr.Format(e, text)
}

// parseLimit is how many bytes Parse may allocate for a text: several times what it
// needs, since the race detector empties pools.
func parseLimit(text string) uint64 { return 4<<20 + 1600*uint64(len(text)) }

// TestParse_allocations reads texts of 10,000 bytes whose parts could multiply.
func TestParse_allocations(t *testing.T) {
	repeated := func(open, inside, end string) string {
		depth := 9500 / len(open+end)
		return strings.Repeat(open, depth) + inside + strings.Repeat(end, depth)
	}
	for name, text := range map[string]string{
		"nested calls":       repeated("concat(", "a", ")"),
		"unknown function":   repeated("concat(", "nope()", ")"),
		"wrong argument":     repeated("concat(", "pct(a, b)", ")"),
		"minus signs":        repeated("-", "a", ""),
		"parentheses":        repeated("(", "a", ")"),
		"powers":             repeated("a^", "a", ""),
		"negations":          repeated("not ", "a", ""),
		"repetitions":        "a like /" + repeated("a{1000}", "", "") + "/",
		"a long list":        "a in [" + repeated("1,", "1", "") + "]",
		"many arguments":     "concat(" + repeated("a,", "a", "") + ")",
		"brackets of a date": "parseDate(a, 'yyyy" + repeated("[", "", "]") + "')",
		"a long path":        "jsonParse(a)" + repeated(".a", "", ""),
		"an unclosed string": "'" + repeated("a", "", ""),
	} {
		t.Run(name, func(t *testing.T) {
			allocs.AtMost(t, parseLimit(text), func() { _, _ = expr.Parse(text) })
		})
	}
}

// NewParser reads a part of a query with commands, as package syntax does.
func TestNewParser(t *testing.T) {
	t.Parallel()
	query := func(p *expr.Parser) expr.Subquery {
		at := p.Token().Offset
		p.Expect("fields", "to begin the subquery")
		p.Columns()
		return subquery{Span: p.Since(at), text: "fields a"}
	}
	p := expr.NewParser("a in (fields a) and b", query)
	x := p.Expression()
	if p.Err() != nil || x.String() != "a in (fields a) and b" {
		t.Errorf("%v, %v", x, p.Err())
	}
	if e := mistake(t, "a in (fields a)"); !strings.Contains(e.Message, "`[`") {
		t.Errorf("without subqueries: %v", e)
	}
}

type subquery struct {
	expr.Span
	text string
}

func (s subquery) String() string { return s.text }

// The methods that package syntax reads commands with.
func TestParser(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("limit 5 | parse /a b/ x", nil)
	if !p.Is("LIMIT") || p.Token().Value != "limit" || p.Accept("sort") || !p.Accept("limit") {
		t.Error("the first token is not limit")
	}
	if got := p.Advance(); got.Kind != expr.TokenNumber || got.Value != "5" || p.Since(0) != (expr.Span{End: 7}) {
		t.Errorf("the second token is %+v", got)
	}
	p.Expect("|", "between commands")
	p.Accept("parse")
	if re, ok := p.AcceptRegex(); !ok || re.Value != "a b" {
		t.Errorf("AcceptRegex = %+v, %v", re, ok)
	}
	if _, ok := p.AcceptRegex(); ok || p.Err() != nil {
		t.Errorf("a name was read as a regular expression: %v", p.Err())
	}
	p.Unexpected("a string", "in quotes")
	p.Fail(expr.Span{}, "", "a second mistake")
	if got := fmt.Sprint(p.Err()); got != "invalid `x`: want a string (in quotes)" {
		t.Errorf("the error is %s", got)
	}
	if p.Token().Kind != expr.TokenEnd {
		t.Errorf("after an error the token is %+v", p.Token())
	}
}
