package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestStats_Expressions(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"COUNT( * )": "count(*)", "sum(a)/2": "half", "bin( 1h )": "hour", "k": "k", "half": "", "half + 1": "",
	} {
		q := parse(t, "stats count(*), sum(a) / 2 as half by bin(1h) as hour, k | sort "+key)
		got := ""
		x := q.Commands[1].(*syntax.Sort).Keys[0].Expr
		if column := q.Stats().Expressions()[x.String()]; column != nil {
			got = column.Name()
		}
		if got != want {
			t.Errorf("sort %s: column %q, want %q", key, got, want)
		}
	}
}
