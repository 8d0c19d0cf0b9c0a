package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestCountFrequent(t *testing.T) {
	t.Parallel()
	checkTree(t, "countFrequent a, b", &syntax.CountFrequent{Fields: fields("a", "b")})
	checkTree(t, "count_frequent a", &syntax.CountFrequent{Fields: fields("a")})
}
