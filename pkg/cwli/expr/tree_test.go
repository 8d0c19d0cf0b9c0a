package expr_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

const nested = "(a + 1) * 2 = -b # x\n or not c in [1, 2]"

// texts returns the source of each expression.
func texts(list []expr.Expr) (all []string) {
	for _, x := range list {
		all = append(all, nested[x.Range().Offset:x.Range().End])
	}
	return all
}

func TestSpan_Range(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		" a.b ": "a.b", "x = (1 + 2) # end": "x = (1 + 2)", "jsonParse( a ).b[1] ": "jsonParse( a ).b[1]", " a like /x y/ ": "a like /x y/",
		" strcontains(a, 'b', true) ": "strcontains(a, 'b', true)", "\nnot a in [1]": "not a in [1]",
	} {
		at := parse(t, text).Range()
		if got := text[at.Offset:at.End]; got != want {
			t.Errorf("the range of %q is %q, want %q", text, got, want)
		}
	}
}

func TestWalk(t *testing.T) {
	t.Parallel()
	var all, outer []expr.Expr
	expr.Walk(parse(t, nested), func(x expr.Expr) bool {
		all = append(all, x)
		return true
	})
	want := []string{nested, "(a + 1) * 2 = -b", "(a + 1) * 2", "a + 1", "a", "1", "2", "-b", "b",
		"not c in [1, 2]", "c in [1, 2]", "c", "1", "2"}
	if diff := cmp.Diff(want, texts(all)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	expr.Walk(parse(t, nested), func(x expr.Expr) bool {
		outer = append(outer, x)
		b, ok := x.(*expr.Binary)
		return ok && b.Op == expr.Or
	})
	if diff := cmp.Diff([]string{want[0], want[1], want[9]}, texts(outer)); diff != "" {
		t.Errorf("where visit returns false: (-want +got)\n%s", diff)
	}
}

func TestChildren(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string][]string{
		"a + b":             {"a", "b"},
		"-a":                {"a"},
		"a like /x/":        {"a", "/x/"},
		"a like b":          {"a", "b"},
		`a in [1, "x", -2]`: {"a", "1", `"x"`, "-2"},
		"ispresent(a + 1)":  {"a + 1"},
		"jsonParse(a).b":    {"jsonParse(a)"},
		"a":                 nil,
		"1":                 nil,
	} {
		var got []string
		for _, child := range expr.Children(parse(t, expression)) {
			got = append(got, child.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", expression, diff)
		}
	}
}
