package naive

import (
	"regexp"
	"testing"
)

func TestBinary_String(t *testing.T) {
	t.Parallel()
	a, b, c := named{"a"}, named{"b"}, named{"c"}
	for _, test := range []struct {
		of   expression
		want string
	}{
		{binary{"*", binary{"+", a, b}, c}, "(a + b) * c"},
		{binary{"+", a, binary{"*", b, c}}, "a + b * c"},
		{binary{"-", a, binary{"-", b, c}}, "a - (b - c)"},
		{binary{"-", binary{"-", a, b}, c}, "a - b - c"},
		{binary{"^", binary{"^", a, b}, c}, "(a ^ b) ^ c"},
		{binary{"and", binary{"or", a, b}, c}, "(a or b) and c"},
		{binary{"or", a, binary{"and", b, c}}, "a or b and c"},
		{binary{"=", binary{"<", a, b}, plain("1")}, "(a < b) = 1"},
		{negation{binary{"=", a, b}}, "not (a = b)"},
		{like{of: a, part: `say "x"`, op: "like", not: true}, `a not like 'say "x"'`},
		{like{of: a, pattern: regexp.MustCompile(`/v(?P<n>\d)`), op: "=~"}, `a =~ /\/v(?<n>\d)/`},
		{in{a, []literal{plain("1"), quoted("b")}, true}, `a not in [1, "b"]`},
		{aggregate{name: "pct", of: a, param: "99.9"}, "pct(a, 99.9)"},
	} {
		if got := test.of.String(); got != test.want {
			t.Errorf("printed %s, want %s", got, test.want)
		}
	}
}
