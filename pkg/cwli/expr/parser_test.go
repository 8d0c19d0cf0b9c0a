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

func TestParser_Expression(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("a + 1 | limit 5", nil)
	if x := p.Expression(); x.String() != "a + 1" || !p.Is("|") {
		t.Errorf("read %v up to %+v", x, p.Token())
	}
}

func TestParser_Advance(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("limit 5", nil)
	for _, want := range []expr.Token{
		{Span: expr.Span{Offset: 0, End: 5}, Kind: expr.TokenName, Value: "limit"},
		{Span: expr.Span{Offset: 6, End: 7}, Kind: expr.TokenNumber, Value: "5"},
		{Span: expr.Span{Offset: 7, End: 7}},
		{Span: expr.Span{Offset: 7, End: 7}},
	} {
		if got := p.Advance(); got != want {
			t.Errorf("Advance = %+v, want %+v", got, want)
		}
	}
}

func TestParser_Token(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("a b", nil)
	first := p.Token()
	if again := p.Token(); first.Value != "a" || again != first {
		t.Errorf("Token = %+v, then %+v", first, again)
	}
}

func TestParser_Is(t *testing.T) {
	t.Parallel()
	if p := expr.NewParser("Limit 5", nil); !p.Is("limit") || p.Is("sort") {
		t.Errorf("%+v is not limit", p.Token())
	}
}

func TestParser_Accept(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("limit 5", nil)
	if p.Accept("sort") || !p.Accept("limit") || p.Token().Value != "5" || p.Err() != nil {
		t.Errorf("the token is %+v, the error %v", p.Token(), p.Err())
	}
}

func TestParser_Expect(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("limit 5", nil)
	p.Expect("limit", "at first")
	if p.Expect("=", "after limit"); fmt.Sprint(p.Err()) != "invalid number 5: want `=` after limit" {
		t.Errorf("the error is %v", p.Err())
	}
}

func TestParser_AcceptRegex(t *testing.T) {
	t.Parallel()
	p := expr.NewParser(`/a\/ b/ x`, nil)
	if re, ok := p.AcceptRegex(); !ok || re.Value != `a\/ b` || re.End != 7 {
		t.Errorf("AcceptRegex = %+v, %v", re, ok)
	}
	if _, ok := p.AcceptRegex(); ok || p.Err() != nil {
		t.Errorf("a name was read as a regular expression: %v", p.Err())
	}
}

func TestParser_Word(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("2026-01-31T12:30:00.000Z|-1d) now", nil)
	for _, want := range []string{"2026-01-31T12:30:00.000Z", "|", "-1d", ")", "now"} {
		if p.Is("|") || p.Is(")") {
			p.Advance()
		} else if got := p.Word("a time"); got != want {
			t.Errorf("Word = %q, %v, want %q", got, p.Err(), want)
		}
	}
	if p.Word("a time"); fmt.Sprint(p.Err()) != "invalid end of the query: want a time" {
		t.Errorf("the error is %v", p.Err())
	}
}

func TestParser_Unexpected(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("x", nil)
	if p.Unexpected("a string", "in quotes"); fmt.Sprint(p.Err()) != "invalid `x`: want a string (in quotes)" {
		t.Errorf("the error is %v", p.Err())
	}
}

// The first mistake stays, and after it the text is at its end.
func TestParser_Fail(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("a b c", nil)
	p.Fail(expr.Span{Offset: 2, End: 3}, "use d", "invalid `%s`", &expr.Field{Name: strings.Repeat("b", 50)})
	p.Fail(expr.Span{}, "", "another mistake")
	want := expr.Error{Offset: 2, End: 3, Message: "invalid `" + strings.Repeat("b", 39) + "…`", Hint: "use d"}
	if e := p.Err(); e == nil || *e != want || p.Token().Kind != expr.TokenEnd {
		t.Errorf("the error is %+v, the token %+v", p.Err(), p.Token())
	}
}

func TestParser_Err(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("a = (", nil)
	if p.Err() != nil {
		t.Errorf("before anything was read: %v", p.Err())
	}
	if p.Expression(); p.Err() == nil {
		t.Error("there is no error for a missing operand")
	}
}

func TestParser_Since(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("limit 5 # five\n| sort", nil)
	if got := p.Since(0); got != (expr.Span{}) {
		t.Errorf("before the first token: %+v", got)
	}
	p.Accept("limit")
	p.Advance()
	if got := p.Since(0); got != (expr.Span{End: 7}) {
		t.Errorf("after limit 5: %+v", got)
	}
}
