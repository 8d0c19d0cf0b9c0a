package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestLogCompare(t *testing.T) {
	t.Parallel()
	checkTree(t, "logcompare timeshift 7d", &syntax.LogCompare{Shift: &expr.Period{Count: 7, Unit: expr.Day}})
}
