package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestRelevantFields(t *testing.T) {
	t.Parallel()
	checkTree(t, "relevantfields where a", &syntax.RelevantFields{Condition: field("a")})
	checkTree(t, "relevantfields a, b where c", &syntax.RelevantFields{Fields: fields("a", "b"), Condition: field("c")})
}
