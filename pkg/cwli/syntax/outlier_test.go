package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestOutlier(t *testing.T) {
	t.Parallel()
	checkTree(t, "outlier a", &syntax.Outlier{Fields: fields("a")})
	checkTree(t, "outlier action=remove param=3.0 uselower=true mark=true cpu memory",
		&syntax.Outlier{Remove: true, Param: &expr.Number{Text: "3.0", Value: 3}, UseLower: true, Mark: true, Fields: fields("cpu", "memory")})
}
