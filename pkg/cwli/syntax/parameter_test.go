package syntax_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestParameters(t *testing.T) {
	t.Parallel()
	got := syntax.Parameters("filter a = {{x}} # {{ y }}\n| filter b like /{{x}}{{1}}/ or c = '{{_z1}}{{'")
	want := []syntax.Parameter{
		{Span: expr.Span{Offset: 11, End: 16}, Name: "x"}, {Span: expr.Span{Offset: 19, End: 26}, Name: "y"},
		{Span: expr.Span{Offset: 44, End: 49}, Name: "x"}, {Span: expr.Span{Offset: 64, End: 71}, Name: "_z1"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestWithParameters has the example of AWS's page on saved queries.
func TestWithParameters(t *testing.T) {
	t.Parallel()
	const query = "fields @timestamp, @message\n| filter level = {{logLevel}}\n| limit {{maxResults}}"
	got, err := syntax.WithParameters(query, map[string]string{"logLevel": `"WARN"`, "maxResults": "100"})
	if want := "fields @timestamp, @message\n| filter level = \"WARN\"\n| limit 100"; err != nil || got != want {
		t.Errorf("WithParameters = %q, %v, want %q", got, err, want)
	}
	got, err = syntax.WithParameters("fields '{{a}}{{ b }}'", map[string]string{"a": "{{b}}", "b": "c"})
	if want := "fields '{{b}}c'"; err != nil || got != want {
		t.Errorf("WithParameters = %q, %v, want %q", got, err, want)
	}
}

func TestWithParameters_mistakes(t *testing.T) {
	t.Parallel()
	many, values := "", map[string]string{}
	for i := range syntax.MaxParameters + 1 {
		many += fmt.Sprintf("{{p%d}}", i)
		values[fmt.Sprintf("p%d", i)] = ""
	}
	for _, test := range []struct {
		query  string
		values map[string]string
		want   string
	}{
		{"limit {{n}}", nil, "1:7: the parameter `n` has no value"},
		{"limit 1", map[string]string{"n": "1"}, "1:1: unknown parameter `n`: want one that the query has as {{n}}"},
		{many, values, "1:1: invalid number of parameters, 21: want at most 20"},
	} {
		_, err := syntax.WithParameters(test.query, test.values)
		e, ok := errors.AsType[*expr.Error](err)
		if !ok {
			t.Errorf("WithParameters(%q) = %v, want an *expr.Error", test.query, err)
			continue
		}
		if got, _, _ := strings.Cut(expr.Format(e, test.query), "\n"); got != test.want {
			t.Errorf("WithParameters(%q): %s, want %s", test.query, got, test.want)
		}
	}
}
