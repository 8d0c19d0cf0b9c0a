package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestAccum(t *testing.T) {
	t.Parallel()
	checkTree(t, "accum a AS b", &syntax.Accum{Field: field("a"), Alias: field("b")})
	checkTree(t, "accum a", &syntax.Accum{Field: field("a")})
}
