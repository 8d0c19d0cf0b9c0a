//go:build !race

package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/report"
)

// The queries are compared by a key, not each with each.
func TestBuilder_noteShared_many(t *testing.T) {
	queries := make([]string, report.MaxQueries)
	for i := range queries {
		queries[i] = fmt.Sprintf("query: stats max(f%d) as m%d", i, i)
	}
	allocs.AtMost(t, 300<<20, func() {
		if got := sharedNotes(t, oneGroup, queries...); len(got) != 1 || !strings.Contains(got[0], "6:") {
			t.Errorf("got %.2000q", got)
		}
	})
}
