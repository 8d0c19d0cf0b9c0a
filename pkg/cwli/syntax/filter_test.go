package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestFilter(t *testing.T) {
	t.Parallel()
	condition := &expr.Binary{Op: expr.Equal, X: field("a"), Y: &expr.Number{Text: "1", Value: 1}}
	checkTree(t, "filter a = 1", &syntax.Filter{Condition: condition})
	checkTree(t, "where a = 1", &syntax.Filter{Condition: condition})
	checkTree(t, "filterIndex a = 1", &syntax.Filter{Condition: condition, Index: true})
}

func TestSubquery(t *testing.T) {
	t.Parallel()
	in := last[*syntax.Filter](t, "filter a in (SOURCE 'g' | fields a)").Condition.(*expr.In)
	subquery := in.Query.(*syntax.Subquery)
	if len(subquery.Query.Commands) != 2 || subquery.String() != `SOURCE "g" | fields a` {
		t.Errorf("the subquery is %q", subquery)
	}
	if at := subquery.Range(); at.Offset != 13 || at.End != 34 {
		t.Errorf("the subquery is at %v", at)
	}
}
