package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestAppendCols(t *testing.T) {
	t.Parallel()
	query := &syntax.Subquery{Query: &syntax.Query{Commands: []syntax.Command{&syntax.Limit{Count: 1}}}}
	checkTree(t, "appendcols (limit 1)", &syntax.AppendCols{Query: query})
	checkTree(t, "appendcols override=true max=7 (limit 1)", &syntax.AppendCols{Override: true, Max: 7, Query: query})
}
