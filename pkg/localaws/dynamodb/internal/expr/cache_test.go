package expr_test

import (
	"strconv"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

// TestCache parses more texts than the cache holds.
func TestCache(t *testing.T) {
	t.Parallel()
	for i := range 3000 {
		text := "a" + strconv.Itoa(i)
		b, err := expr.Bind(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.Projection(&text)
		if err != nil || p.Attributes()[0] != text {
			t.Fatalf("%s: %v, %v", text, p, err)
		}
	}
}
