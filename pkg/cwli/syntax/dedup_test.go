package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestDedup(t *testing.T) {
	t.Parallel()
	checkTree(t, "dedup a.b, `c d`", &syntax.Dedup{Fields: fields("a.b", "c d")})
}
