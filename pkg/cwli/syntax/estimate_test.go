package syntax_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestEstimate(t *testing.T) {
	t.Parallel()
	checkTree(t, "filter a | estimate", &syntax.Estimate{})
}

func TestEstimatedBytes(t *testing.T) {
	t.Parallel()
	q, err := syntax.Parse("fields @timestamp, @message | estimate")
	if err != nil {
		t.Fatal(err)
	}
	if names, ok := q.OutputColumns(); !ok || !slices.Equal(names, []string{syntax.EstimatedBytes}) {
		t.Errorf("columns %v, %v, want %s alone", names, ok, syntax.EstimatedBytes)
	}
}
