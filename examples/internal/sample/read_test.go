package sample_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

func TestRead_mistakes(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "a.log.gz"), []byte("not compressed"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder, filepath.Join(folder, "absent")} {
		if _, err := sample.Read(path); err == nil {
			t.Errorf("%s was read", path)
		}
	}
}
