package cwli

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// The texts that aggregates hold are bounded as all that is kept.
func TestCellState_hold(t *testing.T) {
	t.Parallel()
	var messages []string
	for i := range 200 {
		messages = append(messages, fmt.Sprintf(`{"n":%d,"text":"%s"}`, i, strings.Repeat("x", 10_000)))
	}
	for _, of := range []string{"min", "max", "sortsFirst", "sortsLast", "earliest", "latest"} {
		query := "stats " + of + "(text) as x by n | stats count(x)"
		_, err := run(t, query, Options{Memory: 500_000}, messages...)
		if _, ok := errors.AsType[*MemoryError](err); !ok {
			t.Errorf("%s over 2 MB of texts: %v, want a *MemoryError", query, err)
		}
	}
}
