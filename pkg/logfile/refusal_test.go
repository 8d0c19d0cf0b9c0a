package logfile_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_long_document reads a document without log events that is long, in a log.
func TestSet_Each_long_document(t *testing.T) {
	t.Parallel()
	list := `["` + strings.Repeat("x", 1<<17) + `"]`
	runFileTests(t, logfile.Options{}, []fileTest{{"a list", list + "\n" + startLine + "\n", []string{"10:00:00.000 " + list, "10:00:00.000 " + startLine}, ""}})
}
