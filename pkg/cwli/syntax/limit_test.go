package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestLimit(t *testing.T) {
	t.Parallel()
	checkTree(t, "limit 100000", &syntax.Limit{Count: syntax.MaxLimit})
	checkTree(t, "head 5", &syntax.Limit{Count: 5})
	checkTree(t, "limit any 5", &syntax.Limit{Count: 5, Any: true})
	checkTree(t, "tail 5", &syntax.Limit{Count: 5, Tail: true})
}
