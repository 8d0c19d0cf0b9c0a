package fanlight_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// otherWriters are the packages that may write files without pkg/wholefile: it
// itself, tools of tests, which write into folders of their own, and the journal, whose last line may be half.
var otherWriters = []string{"pkg/wholefile", "pkg/golden", "pkg/localaws/journal", "scripts/memory", "scripts/mutants", "scripts/panics", "scripts/soak"}

// TestFilesAreWrittenWhole holds that what a user asked for is on the disk whole
// or not at all. A file that is made by os.CreateTemp is nobody's yet.
func TestFilesAreWrittenWhole(t *testing.T) {
	t.Parallel()
	used := 0
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			callee, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if isNamed(callee.X, "wholefile") && callee.Sel.Name == "Write" {
				used++
			}
			if isNamed(callee.X, "os") && slices.Contains([]string{"WriteFile", "Create", "OpenFile", "Truncate"}, callee.Sel.Name) &&
				!below(filepath.Dir(f.path), otherWriters...) {
				t.Errorf("%s: os.%s may leave half a file: want wholefile.Write", f.positions.Position(callee.Pos()), callee.Sel.Name)
			}
			return true
		})
	}
	if used < 3 {
		t.Errorf("wholefile.Write is called %d times: has its form changed?", used)
	}
}

// TestCorpusIsSmall holds the inputs that fuzzing found and that are kept to 1 MB in all.
func TestCorpusIsSmall(t *testing.T) {
	t.Parallel()
	const most = 1 << 20
	folders := map[string]bool{}
	for _, f := range goFiles(t) {
		folders[filepath.Dir(f.path)] = true
	}
	var bytes int64
	for folder := range folders {
		found, err := filepath.Glob(filepath.Join(folder, "testdata", "fuzz", "*", "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			bytes += info.Size()
		}
	}
	if bytes > most {
		t.Errorf("testdata/fuzz has %d bytes in all, want %d at most: remove what other inputs test, too", bytes, most)
	}
}
