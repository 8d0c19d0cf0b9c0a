package syntax_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestQuery_EachCommand(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"filter a = 1 | limit 2":                                                            {"filter", "limit"},
		"fields x in (SOURCE 'b' | fields x) as seen | limit 1":                             {"fields", "SOURCE", "fields", "limit"},
		"filter not (y in (SOURCE 'c' | sort y | fields y))":                                {"filter", "SOURCE", "sort", "fields"},
		"stats sum(x in (SOURCE 'c' | fields x)) as n by y in (SOURCE 'd' | json 'y' as y)": {"stats", "SOURCE", "fields", "SOURCE", "json"},
		"join left=l right=r where l.x = r.x (SOURCE 'd' | filter a = 1)":                   {"join", "SOURCE", "filter"},
		"stats count(*) by bin(1h) | appendcols (SOURCE 'e' | stats max(a) as m)":           {"stats", "appendcols", "SOURCE", "stats"},
	} {
		tree, err := syntax.Parse(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		var got []string
		tree.EachCommand(func(c syntax.Command) { got = append(got, c.Keyword()) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", query, diff)
		}
	}
}

func TestEachExpression(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"filter a = 1":                  {"a = 1", "a", "1"},
		"fields a, b + 1 as c":          {"a", "b + 1", "b", "1"},
		"stats count(*) as n by abs(a)": {"count(*)", "abs(a)", "a"},
		"pattern concat(a, b)":          {"concat(a, b)", "a", "b"},
		"relevantfields where a = b":    {"a = b", "a", "b"},
		"limit 1":                       nil,
	} {
		var got []string
		syntax.EachExpression(parse(t, query).Commands[0], func(x expr.Expr) { got = append(got, x.String()) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", query, diff)
		}
	}
}
