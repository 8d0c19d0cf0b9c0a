package expr_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

const nested = "(a + 1) * 2 = -b # x\n or not c in [1, 2]"

// texts returns the source of each expression.
func texts(list []syntax.Expr) (all []string) {
	const before = len("filter ")
	for _, x := range list {
		all = append(all, nested[x.Range().Offset-before:x.Range().End-before])
	}
	return all
}

func TestSpan_Range(t *testing.T) {
	t.Parallel()
	const query = "fields a, b + 1 as c | filter d | sort e desc"
	var got []string
	for _, command := range parse(t, query).Commands {
		got = append(got, query[command.Range().Offset:command.Range().End])
	}
	want := []string{"fields a, b + 1 as c", "filter d", "sort e desc"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestWalk(t *testing.T) {
	t.Parallel()
	var all, outer []syntax.Expr
	syntax.Walk(condition(t, nested), func(x syntax.Expr) bool {
		all = append(all, x)
		return true
	})
	want := []string{nested, "(a + 1) * 2 = -b", "(a + 1) * 2", "a + 1", "a", "1", "2", "-b", "b",
		"not c in [1, 2]", "c in [1, 2]", "c", "1", "2"}
	if diff := cmp.Diff(want, texts(all)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	syntax.Walk(condition(t, nested), func(x syntax.Expr) bool {
		outer = append(outer, x)
		b, ok := x.(*syntax.Binary)
		return ok && b.Op == syntax.Or
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
		"a like /x/":        {"a"},
		`a in [1, "x", -2]`: {"a", "1", `"x"`, "-2"},
		"ispresent(a + 1)":  {"a + 1"},
		"a":                 nil,
		"1":                 nil,
	} {
		var got []string
		for _, child := range syntax.Children(condition(t, expression)) {
			got = append(got, child.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", expression, diff)
		}
	}
}

func TestColumn_Name(t *testing.T) {
	t.Parallel()
	for column, want := range map[string]string{
		"a":                       "a",
		"a[0].`b c`":              "a.0.b c",
		"a as b":                  "b",
		"a  +  # comment\n\tb[1]": "a + b[1]",
	} {
		if got := parse(t, "fields "+column).Commands[0].(*syntax.Fields).Columns[0].Name(); got != want {
			t.Errorf("Name of %q = %q, want %q", column, got, want)
		}
	}
}
