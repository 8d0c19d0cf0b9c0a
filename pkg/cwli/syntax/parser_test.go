package syntax_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestParse(t *testing.T) {
	t.Parallel()
	t.Run("longest query", func(t *testing.T) {
		t.Parallel()
		longest := "fields " + strings.Repeat("a", syntax.MaxLength-len("fields "))
		parse(t, longest)
		_, err := syntax.Parse(longest + "a")
		e, ok := errors.AsType[*syntax.Error](err)
		if !ok || e.Offset != syntax.MaxLength {
			t.Errorf("one byte more: %v, want an error at %d", err, syntax.MaxLength)
		}
	})
	t.Run("an error has a place in the text", func(t *testing.T) {
		t.Parallel()
		for _, query := range badQueries {
			checkParse(t, query)
		}
	})
}

// checkParse checks that Parse returns a tree that reads back from its source,
// or an error with a place inside the text.
func checkParse(t *testing.T, query string) {
	t.Helper()
	q, err := syntax.Parse(query)
	if err == nil {
		checkRoundTrip(t, q)
		return
	}
	e, ok := errors.AsType[*syntax.Error](err)
	if !ok || e.Offset < 0 || e.End < e.Offset || e.End > len(query) || e.Message == "" {
		t.Errorf("Parse(%q): error %+v outside the text", query, err)
		return
	}
	syntax.Format(e, query)
}
