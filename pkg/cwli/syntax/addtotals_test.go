package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestAddTotals(t *testing.T) {
	t.Parallel()
	checkTree(t, "addtotals", &syntax.AddTotals{Name: "Total", Row: true})
	checkTree(t, "addtotals fieldname=row row=false col=true row, b", &syntax.AddTotals{Name: "row", Column: true, Fields: fields("row", "b")})
}
