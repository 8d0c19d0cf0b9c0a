package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestEstimate(t *testing.T) {
	t.Parallel()
	checkTree(t, "filter a | estimate", &syntax.Estimate{})
}
