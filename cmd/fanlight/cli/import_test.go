package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestImport_over_files(t *testing.T) {
	t.Parallel()
	const saved = `{"queryDefinitions":[{"name":"a/x","queryString":"stats count(*) as n","logGroupNames":["/a"]}]}`
	for answer, want := range map[string]struct {
		status int
		there  string
	}{
		"y\n": {0, "# Written by fanlight import.\n"},
		"\n":  {statusFailed, "mine\n"},
		"":    {statusFailed, "mine\n"},
	} {
		folder := t.TempDir()
		export, path := filepath.Join(folder, "saved.json"), filepath.Join(folder, "a.yaml")
		for name, content := range map[string]string{export: saved, path: "mine\n"} {
			if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var out bytes.Buffer
		var err screen
		s := onTerminal(&out, &err, nil)
		s.In, s.Interactive = strings.NewReader(answer), true
		status := Run(t.Context(), []string{"import", export, "--out", folder}, s)
		if status != want.status || !strings.HasPrefix(err.String(), "Write over "+path+"? [y/N] ") {
			t.Errorf("%q: status %d, %q", answer, status, err.String())
		}
		if there, failed := os.ReadFile(path); failed != nil || !strings.HasPrefix(string(there), want.there) {
			t.Errorf("%q: %q, %v", answer, there, failed)
		}
	}
}
