package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestSessionize(t *testing.T) {
	t.Parallel()
	checkTree(t, "sessionize a, b", &syntax.Sessionize{Fields: fields("a", "b")})
	checkTree(t, "sessionize a maxspan 1h as s", &syntax.Sessionize{Fields: fields("a"), MaxSpan: &expr.Period{Count: 1, Unit: expr.Hour}, Alias: field("s")})
}
