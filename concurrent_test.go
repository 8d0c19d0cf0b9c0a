package fanlight_test

import (
	"go/ast"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// locks are the names of package sync that code has which several goroutines call. A pool is
// not among them: it is safe as it is, and what it keeps is tested in the packages that call
// it from several goroutines.
var locks = []string{"Mutex", "RWMutex", "WaitGroup", "Cond", "Map"}

// TestRaceDetector holds `make race` to the packages in which the race detector can find
// something, so that the other packages can be tested without it.
func TestRaceDetector(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("make", "--no-print-directory", "concurrent").Output()
	if err != nil {
		t.Fatalf("list the packages of make race: %v", err)
	}
	tested, reasons := strings.Fields(string(out)), map[string]string{}
	for _, f := range goFiles(t) {
		if at := concurrency(f); at != "" {
			reasons[strings.TrimSuffix(module+filepath.ToSlash(filepath.Dir(f.path)), "/.")] = at
		}
	}
	if len(reasons) < 20 || len(tested) < len(reasons) {
		t.Fatalf("%d packages start goroutines or have locks, %d are tested with the race detector", len(reasons), len(tested))
	}
	for path, at := range reasons {
		if !slices.Contains(tested, path) && !strings.HasPrefix(path, module+"scripts/oracle") {
			t.Errorf("%s: %s is not tested with the race detector: add it to CONCURRENT in the Makefile", at, path)
		}
	}
}

// TestRaceDetector_skips holds that each test that `make race` skips is there once, in a folder in
// which `make plain` runs it: a second one of its name would be skipped, and run nowhere.
func TestRaceDetector_skips(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("make", "--no-print-directory", "unraced").Output()
	if err != nil {
		t.Fatalf("list the tests that make race skips: %v", err)
	}
	places := map[string][]string{}
	for _, f := range goFiles(t) {
		for _, declaration := range f.tree.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok && f.isTest() && function.Recv == nil {
				places[function.Name.Name] = append(places[function.Name.Name], "./"+filepath.ToSlash(filepath.Dir(f.path)))
			}
		}
	}
	words := strings.Fields(string(out))
	first := slices.IndexFunc(words, func(s string) bool { return strings.HasPrefix(s, "./") })
	if first < 10 {
		t.Fatalf("make race skips the tests %q", words)
	}
	for _, name := range words[:first] {
		if at := places[name]; len(at) != 1 || !slices.Contains(words[first:], at[0]) {
			t.Errorf("%s is in %q: want one folder, of those in which make plain runs what make race skips: %q", name, at, words[first:])
		}
	}
}

// concurrency returns the place where a file starts a goroutine or has a lock, or "".
func concurrency(f goFile) (place string) {
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if found(n) && place == "" {
			place = f.positions.Position(n.Pos()).String()
		}
		return place == ""
	})
	return place
}

// found reports whether a node starts a goroutine, has a lock or imports sync/atomic.
func found(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GoStmt:
		return true
	case *ast.ImportSpec:
		return n.Path.Value == `"sync/atomic"`
	case *ast.SelectorExpr:
		return isNamed(n.X, "sync") && slices.Contains(locks, n.Sel.Name)
	}
	return false
}
