package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestUnnest(t *testing.T) {
	t.Parallel()
	checkTree(t, "unnest a.b into c", &syntax.Unnest{List: field("a.b"), Alias: field("c")})
	checkTree(t, "unnest a", &syntax.Unnest{List: field("a")})
}

func TestExpand(t *testing.T) {
	t.Parallel()
	checkTree(t, "expand a", &syntax.Expand{Field: field("a")})
}
