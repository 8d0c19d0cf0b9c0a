package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestFillDown(t *testing.T) {
	t.Parallel()
	checkTree(t, "filldown", &syntax.FillDown{})
	checkTree(t, "filldown host cpu* * a*b", &syntax.FillDown{Names: []string{"host", "cpu*", "*", "a*b"}})
}
