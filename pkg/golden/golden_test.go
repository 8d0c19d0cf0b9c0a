package golden_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
)

// recorder is a test that only notes its failures.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) { r.errors = append(r.errors, format) }

func TestCompare(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("one\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for got, failures := range map[string]int{"one\n": 0, "two\n": 1} {
		r := &recorder{TB: t}
		golden.Compare(r, path, got)
		if len(r.errors) != failures && !golden.Updating() {
			t.Errorf("%q: %s", got, strings.Join(r.errors, "; "))
		}
	}
}

func TestUpdating(t *testing.T) {
	t.Parallel()
	if flag.Lookup("update").Value.String() != strconv.FormatBool(golden.Updating()) {
		t.Error("Updating does not report the flag")
	}
}
