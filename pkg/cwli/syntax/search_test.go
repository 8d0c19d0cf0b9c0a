package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	checkTree(t, "search /a/", &syntax.Search{For: &expr.Regex{Text: "a"}})
	checkTree(t, "search 'a'", &syntax.Search{For: &expr.Text{Value: "a"}})
}
