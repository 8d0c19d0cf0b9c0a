package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestJoin(t *testing.T) {
	t.Parallel()
	query := &syntax.Subquery{Query: &syntax.Query{Commands: []syntax.Command{&syntax.Source{Group: "g"}}}}
	inner := &syntax.Join{LeftName: "api", RightName: "fn", LeftField: "requestId", RightField: "log.id", Query: query}
	outer := *inner
	outer.Outer = true
	checkTree(t, "join left=api right=fn where api.requestId=fn.log.id (SOURCE 'g')", inner)
	checkTree(t, "join type=inner right=fn left=api where fn.log.id = api.requestId (SOURCE 'g')", inner)
	checkTree(t, "join type=left left=api right=fn where api.requestId=fn.log.id (SOURCE 'g')", &outer)
}
