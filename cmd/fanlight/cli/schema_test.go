package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWriteSchema(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "reports")
	path := filepath.Join(folder, schemaFile)
	for range 2 { // a second time it is there
		if err := writeSchema(folder); err != nil {
			t.Fatal(err)
		}
	}
	if content, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(content), `{`) {
		t.Fatalf("%.20s, %v", content, err)
	}
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := writeSchema(folder); err == nil || !strings.Contains(err.Error(), "differs from the schema of this version: fanlight schema >") {
		t.Error(err)
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != "{}" {
		t.Errorf("%.20s, %v", content, err)
	}
}
