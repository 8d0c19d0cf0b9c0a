package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReportPaths(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, content := range map[string]string{
		"b.yaml": "\ufeffreport: b\n", "a.yml": "# a report\n'report' : a\n", "values.yaml": "env: prod\nreports: 3\n", "notes.md": "report: c\n", ".yaml.swp": "report: d",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "logs.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}
	stderr := &screen{}
	system := onTerminal(nil, stderr, nil)
	b := filepath.Join(folder, "b.yaml")
	paths, err := reportPaths(&system, []string{b, folder, "missing.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{b, filepath.Join(folder, "a.yml"), "missing.yaml"}, paths); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	if want := "note: " + filepath.Join(folder, "values.yaml") + " has no key report, and is left out\n"; stderr.String() != want {
		t.Errorf("%q, want %q", stderr.String(), want)
	}
}
