package expr_test

import (
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestCompiler_Condition(t *testing.T) {
	t.Parallel()
	r := newRow(sample())
	for text, want := range map[string]bool{
		"n = 12.5": true, "n = '12.50'": true, "12.5 = n": true, "n != 12.5": false, "n > 3": true, "n >= 12.5": true, "n < 3": false, "n <= 12.5": true,
		"s > 'some'": true, "s = 'some text'": true, "'9' < '10'": true, "'9a' < '10a'": false,
		"nope = 1": false, "nope != 1": false, "not nope = 1": true, "nope not like /x/": false, "nope not in [1]": false, "nope = nope": false,
		"list = list": false, "map != 1": false, "list like 'a'": false, "map like /a/": false, "map in ['x']": false, "map not in ['x']": false, "ispresent(map)": true,
		"id = 9007199254740993": true, "id = 9007199254740992": false, "id in [9007199254740993]": true, "id in [9007199254740992, 1]": false,
		"mid in [-9007199254740993]": true, "mid = -9007199254740993": true, "mid = -9007199254740992": false, "id > 9007199254740992": true,
		"abs(mid) = id": true,
		"s like 'me t'": true, "s like 'ME'": false, "s like /^some/": true, "s =~ /(?i)SOME/": true, "s ~= /(?i)SOME/": true, "s =~ 'me t'": true, "s ~= 'me.t'": false, "s not like /^text/": true, "s like concat('me', ' t')": true, "s like nope": false,
		"s in ['some text']": true, "s in ['some']": false, "s not in ['some']": true, "n in ['x', 12.50]": true,
		"n": true, "0": false, "s": false, "nope": false, "minus": true,
		"n = 1 or s = 'some text'": true, "n = 12.5 and nope": false, "not (n = 1 and n = 2)": true,
		"1 = true": true, "'1' = TRUE": true, "'true' = true": false, "'true' != true": true, "0 = false": true, "nope = false": false, "nope != true": false, "true": true, "false": false,
		"ispresent(s) = true": true, "(n > 3) = false": false, "1 in [true]": true, "0 in ['x', false]": true, "'true' in [true]": false, "s in 'some text'": true, "s not in 'x'": true, "n in 12.50": true,
		"mid in -9007199254740993": true, "n = null": false, "n != null": false, "null = null": false, "ispresent(null)": false, "n like null": false, "ispresent(if(n > 1, s, null))": true,
		"ispresent(if(n > 99, s, null))": false, "coalesce(null, n) = 12.5": true,
		"strcontains(s, 'text')": true, "isempty(nope) and isblank(empty)": true, "if(n > 1, 1, 0)": true,
	} {
		c := expr.Compiler{Slot: r.Slot}
		holds, err := c.Condition(parse(t, text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := holds(r); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestCompiler_Set(t *testing.T) {
	t.Parallel()
	x := expr.NewParser("a in (q)", func(p *expr.Parser) expr.Subquery { return subquery{p.Advance().Span, "q"} }).Expression()
	r := newRow(map[string]value.Value{"a": value.OfText("2")})
	c := expr.Compiler{Slot: r.Slot}
	_, err := c.Condition(x)
	if e, ok := errors.AsType[*expr.Error](err); !ok || !e.Unsupported || e.Offset != 6 {
		t.Errorf("without sets: %v", err)
	}
	c.Set = func(x *expr.In) (func(expr.Row, *value.Value) bool, error) {
		return func(_ expr.Row, v *value.Value) bool { return x.Query.String() == "q" && v.Text == "2" }, nil
	}
	holds, err := c.Condition(x)
	if err != nil || !holds(r) {
		t.Errorf("2 is not in the set: %v", err)
	}
}
