package jsonscan

import (
	"fmt"
	"testing"
)

// TestShapes_narrower learns that a field always has the same value. A document with another one
// does not end the use of the narrower shape; values that stay others do.
func TestShapes_narrower(t *testing.T) {
	t.Parallel()
	var s Shapes
	const level = `{"level":"%s","n":%d}`
	s.Learn(fmt.Sprintf(level, "info", 0))
	match := func(value string, n int) (narrow bool) {
		d := s.Match(fmt.Sprintf(level, value, n))
		if d == nil {
			t.Fatalf("a document with %s is of no known shape", value)
		}
		return d.shape.general != nil
	}
	for n := range watches {
		match("info", n)
	}
	for n, value := range []string{"info", "error", "info", "error", "error", "info"} {
		if match(value, n) != (value == "info") {
			t.Errorf("document %d, %s: narrower %v", n, value, value != "info")
		}
	}
	for n := range watches {
		match("error", n)
	}
	if match("info", 0) {
		t.Errorf("the narrower shape comes first, although it had none of the last %d documents", watches)
	}
}
