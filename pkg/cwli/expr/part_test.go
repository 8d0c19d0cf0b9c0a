package expr_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestParser_Field(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("a.`b c` x", nil)
	if f := p.Field("a field"); f.Name != "a.b c" || f.End != 7 || !p.Is("x") {
		t.Errorf("the field is %q at %v, then %v", f.Name, f.Span, p.Token())
	}
	for text, want := range map[string]string{"'a'": "invalid string \"a\": want a field", "by": "invalid `by`: want a field", "true": "invalid `true`: want a field"} {
		p := expr.NewParser(text, nil)
		p.Field("a field")
		if err := p.Err(); err == nil || err.Message != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestParser_Name(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"count": "count", "@t": "@t", "`by` x": "by", "in": "in", "`null`": "null", "true.x": "true.x"} {
		p := expr.NewParser(text, nil)
		if got := p.Name("a name"); got.Name != want || p.Err() != nil {
			t.Errorf("Name of %q = %q, %v, want %q", text, got, p.Err(), want)
		}
	}
	for _, text := range []string{"'x'", "true", "NULL", ""} {
		p := expr.NewParser(text, nil)
		if p.Name("a name"); p.Err() == nil {
			t.Errorf("%q was taken as a name", text)
		}
	}
}

func TestParser_Period(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("5mins x", nil)
	if period := p.Period("a period"); period.Count != 5 || period.Unit != expr.Minute || !p.Is("x") {
		t.Errorf("the period is %s, then %v", period, p.Token())
	}
	for text, want := range map[string]string{"5": "invalid number 5: want a period", "0m": "invalid period 0m: want 1 to 1000000 units"} {
		p := expr.NewParser(text, nil)
		p.Period("a period")
		if err := p.Err(); err == nil || err.Message != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestParser_Operator(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"= 1": true, "LIKE x": true, "not in []": true, "and": true, "-": true, "| a": false, "a": false, "(": false, "": false} {
		if got := expr.NewParser(text, nil).Operator(); got != want {
			t.Errorf("%q: Operator = %v, want %v", text, got, want)
		}
	}
}

func TestParser_Expression_depth(t *testing.T) {
	t.Parallel()
	for _, open := range []string{"(", "-", "not ", "2^", "1+(", "ispresent("} {
		p := expr.NewParser(strings.Repeat(open, 240)+"a"+strings.Repeat(")", 240*strings.Count(open, "(")), nil)
		if p.Expression(); p.Err() != nil {
			t.Errorf("240 of %s: %v", open, p.Err())
		}
		p = expr.NewParser(strings.Repeat(open, 5000), nil)
		p.Expression()
		if err := p.Err(); err == nil || !strings.HasPrefix(err.Message, "invalid nesting") || err.Offset > 5000 {
			t.Errorf("5000 of %s: %v at %d", open, err, err.Offset)
		}
	}
}
