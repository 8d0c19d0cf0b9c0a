package logfile_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_open_parts checks the note on a message of a container without its end.
func TestSet_Each_open_parts(t *testing.T) {
	t.Parallel()
	runFileTests(t, logfile.Options{}, []fileTest{{"CRI", "2026-01-01T10:00:00Z stdout P a", []string{"10:00:00.000 a"}, "1 event cut off before its end"}})
}
