package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestJSON(t *testing.T) {
	t.Parallel()
	parts := []*syntax.JSONPart{{Path: "b.c", Alias: field("d")}, {Path: "e", Alias: field("f")}}
	checkTree(t, "json field=a 'b.c' as d, 'e' as f", &syntax.JSON{Of: field("a"), Parts: parts})
	checkTree(t, "json 'b.c' as d, 'e' as f", &syntax.JSON{Parts: parts})
}

func TestJSONPart(t *testing.T) {
	t.Parallel()
	part := syntax.JSONPart{Path: `a"b`, Alias: field("c d")}
	if got := part.String(); got != "\"a\\\"b\" as `c d`" {
		t.Errorf("the part is %s", got)
	}
}
