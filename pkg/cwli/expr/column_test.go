package expr_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestColumn_Name(t *testing.T) {
	t.Parallel()
	for column, want := range map[string]string{
		"a":                       "a",
		"a[0].`b c`":              "a.0.b c",
		"a as b":                  "b",
		"COUNT( * )":              "COUNT( * )",
		"a  +  # comment\n\tb[1]": "a + b[1]",
	} {
		p := expr.NewParser(column, nil)
		if got := p.Column().Name(); got != want || p.Err() != nil {
			t.Errorf("Name of %q = %q, %v, want %q", column, got, p.Err(), want)
		}
	}
}

func TestParser_Columns(t *testing.T) {
	t.Parallel()
	p := expr.NewParser("a, b + 1 as c , bin(5m) | x", nil)
	var names []string
	for _, c := range p.Columns() {
		names = append(names, c.Name())
	}
	if diff := cmp.Diff([]string{"a", "c", "bin(5m)"}, names); diff != "" || p.Err() != nil || !p.Is("|") {
		t.Errorf("%v at %v (-want +got)\n%s", p.Err(), p.Token(), diff)
	}
}

func TestParser_Column(t *testing.T) {
	t.Parallel()
	p := expr.NewParser(" a*2 as `b c` ", nil)
	c := p.Column()
	if c.Alias != "b c" || c.Source != "a*2" || c.Span != (expr.Span{Offset: 1, End: 13}) {
		t.Errorf("the column is %+v", c)
	}
}
