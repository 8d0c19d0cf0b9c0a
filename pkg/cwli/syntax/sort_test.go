package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestSort(t *testing.T) {
	t.Parallel()
	keys := []*syntax.SortKey{{Expr: field("a")}, {Expr: field("b"), Descending: true}}
	for _, query := range []string{"sort a, b desc", "sort by a asc, b DESC", "order by a, b desc"} {
		checkTree(t, query, &syntax.Sort{Keys: keys})
	}
}

func TestSortKey(t *testing.T) {
	t.Parallel()
	key := &syntax.SortKey{Expr: field("a b"), Descending: true}
	if got := key.String(); got != "`a b` desc" {
		t.Errorf("the key is %s", got)
	}
}
