package logfile_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_text_sequence reads what journalctl -o json-seq and jq --seq write (RFC 7464).
func TestSet_Each_text_sequence(t *testing.T) {
	t.Parallel()
	const first, second = `{"time":"2026-01-01T10:00:00Z","a":1}`, `{"time":"2026-01-01T12:00:00Z","a":2}`
	want := []string{"10:00:00.000 " + first, "12:00:00.000 " + second}
	runFileTests(t, logfile.Options{}, []fileTest{
		{"lines", "\x1e" + first + "\n\x1e" + second + "\n", want, ""},
		{"printed", "\x1e{\n  \"time\": \"2026-01-01T10:00:00Z\",\n  \"a\": 1\n}\n\x1e" + second + "\n", want, ""},
	})
}
