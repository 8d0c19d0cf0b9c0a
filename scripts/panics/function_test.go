package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shapes is a package whose functions are tested well, badly and not at all.
const shapes = `package shapes

import "strings"

type Square struct{ side int }

func (s *Square) Area() int { return s.side * s.side }

type List[T any] []T

func (l List[T]) Size() int { return len(l) }

func Name(s string) string { return strings.ToLower(s) }

func Forgotten() {}

func own() {}

type hidden struct{}

func (hidden) Exported() {}
`

const shapesTest = `package shapes

import "testing"

func TestSquare_Area(t *testing.T) {
	if (&Square{2}).Area() != 4 {
		t.Error("wrong")
	}
}

func TestName(t *testing.T) {} // calls nothing
`

// repository makes a module with one package and changes into it.
func repository(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for path, text := range map[string]string{
		"go.mod": "module example.org/shapes\n\ngo 1.26\n", "pkg/shapes.go": shapes, "pkg/shapes_test.go": shapesTest,
		"pkg/testdata/other.go": "package other\n\nfunc Other() {}\n",
		"program/main.go":       "package main\n\nfunc Exported() {}\n\nfunc main() {}\n",
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFunctions(t *testing.T) {
	repository(t)
	all, err := functions([]string{"pkg", "program"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range all {
		got = append(got, f.position+" "+f.test())
	}
	want := []string{"pkg/shapes.go:7 Square_Area", "pkg/shapes.go:11 List_Size", "pkg/shapes.go:13 Name", "pkg/shapes.go:15 Forgotten"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("functions (-want +got):\n%s", diff)
	}
	if _, err := functions([]string{"nowhere"}); err == nil {
		t.Error("functions of a folder that does not exist: no error")
	}
}

func TestFunction_check(t *testing.T) {
	repository(t)
	all, err := functions([]string{"pkg"})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"Square_Area": "", "List_Size": "no test has this name",
		"Name": "its tests pass with a panic in it", "Forgotten": "no test has this name",
	}
	for _, f := range all {
		t.Run(f.test(), func(t *testing.T) {
			why, err := f.check()
			if err != nil || why != want[f.test()] {
				t.Errorf("check: %q, %v, want %q", why, err, want[f.test()])
			}
		})
	}

	t.Run("package that does not compile", func(t *testing.T) {
		if err := os.WriteFile("pkg/broken.go", []byte("package shapes\n\nfunc Broken() { undefined() }\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := all[0].check(); err == nil || !strings.Contains(err.Error(), "plant a panic in pkg/shapes.go:7") {
			t.Errorf("check: %v, want an error that names the function", err)
		}
	})
}
