package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sources makes a folder with files that hold their own path.
func sources(t *testing.T, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, file := range files {
		path := filepath.Join(root, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// written lists the files below a folder.
func written(t *testing.T, root string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(root)+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	return files
}

func TestLinked_copyTexts(t *testing.T) {
	t.Parallel()
	root := sources(t,
		"LICENSE.txt", "NOTICE", "license.go", "README.md",
		"internal/flight/LICENSE", "internal/flight/flight.go",
		"other/LICENSE", "other/other.go")
	of := module{Path: "example.org/m", Version: "v1.2.3", Dir: root}

	t.Run("the package's, the module's and no other", func(t *testing.T) {
		t.Parallel()
		out := t.TempDir()
		p := linked{Dir: filepath.Join(root, "internal", "flight"), Module: of}
		if err := p.copyTexts(out); err != nil {
			t.Fatal(err)
		}
		want := []string{
			"example.org/m@v1.2.3/LICENSE.txt",
			"example.org/m@v1.2.3/NOTICE",
			"example.org/m@v1.2.3/internal/flight/LICENSE",
		}
		if diff := cmp.Diff(want, written(t, out)); diff != "" {
			t.Errorf("texts (-want +got):\n%s", diff)
		}
		text, err := os.ReadFile(filepath.Join(out, want[2]))
		if err != nil || string(text) != "internal/flight/LICENSE" {
			t.Errorf("the text is %q, %v", text, err)
		}
	})

	t.Run("module without a licence", func(t *testing.T) {
		t.Parallel()
		root := sources(t, "README.md", "within/LICENSE", "within/within.go")
		p := linked{Dir: filepath.Join(root, "within"), Module: module{Path: "example.org/bare", Dir: root}}
		if err := p.copyTexts(t.TempDir()); err == nil || !strings.Contains(err.Error(), "example.org/bare has no licence") {
			t.Errorf("copyTexts: %v, want an error that names the module", err)
		}
	})

	t.Run("package outside of its module", func(t *testing.T) {
		t.Parallel()
		p := linked{Dir: t.TempDir(), Module: of}
		if err := p.copyTexts(t.TempDir()); err == nil || !strings.Contains(err.Error(), "is not in "+root) {
			t.Errorf("copyTexts: %v, want an error that names the folders", err)
		}
	})
}
