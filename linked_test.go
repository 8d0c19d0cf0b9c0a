package fanlight_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
)

// binaries are installed or deployed.
var binaries = []string{"cmd/fanlight", "functions/dispatcher", "functions/worker", "functions/reporter", "functions/janitor"}

// TestDependencies compares the packages of other modules that each program links with a list in
// testdata/dependencies, so that a review sees a new one. -update writes the lists again.
func TestDependencies(t *testing.T) {
	t.Parallel()
	for _, program := range binaries {
		t.Run(program, func(t *testing.T) {
			t.Parallel()
			golden.Compare(t, filepath.Join("testdata", "dependencies", filepath.Base(program)+".txt"), byModule(linked(t, program)))
		})
	}
}

// linked returns the packages that a program links on Linux, each with the path of its module,
// which those of the standard library do not have.
func linked(t *testing.T, program string) []dependency {
	t.Helper()
	list := exec.Command("go", "list", "-deps", "-tags", tagsOf(program), "-f", "{{with .Module}}{{.Path}}{{end}}\t{{.ImportPath}}", "./"+program)
	list.Env = append(list.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("list what %s links: %v", program, err)
	}
	var all []dependency
	for line := range strings.Lines(string(out)) {
		of, path, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		all = append(all, dependency{of, path})
	}
	return all
}

type dependency struct{ module, path string }

// tagsOf returns the build tags of a program.
func tagsOf(program string) string {
	if strings.HasPrefix(program, "functions/") {
		return "lambda.norpc"
	}
	return ""
}

// byModule writes the packages of other modules, below the path of their module. One that is
// internal to its module comes with another one, and is left out.
func byModule(all []dependency) string {
	packages := map[string][]string{}
	for _, d := range all {
		if d.module != "" && d.module+"/" != module && !strings.Contains(d.path+"/", "/internal/") {
			packages[d.module] = append(packages[d.module], cmp.Or(strings.TrimPrefix(strings.TrimPrefix(d.path, d.module), "/"), "."))
		}
	}
	var b strings.Builder
	for _, of := range slices.Sorted(maps.Keys(packages)) {
		fmt.Fprintf(&b, "%s\n  %s\n", of, strings.Join(slices.Sorted(slices.Values(packages[of])), "\n  "))
	}
	return b.String()
}

// reflective are packages for which the linker keeps every method of every type: those of
// the clients of AWS alone are megabytes.
var reflective = []string{"net/rpc", "html/template"}

func TestProgramsKeepFewMethods(t *testing.T) {
	t.Parallel()
	for _, program := range binaries {
		for _, d := range linked(t, program) {
			if below(d.path, reflective...) {
				t.Errorf("%s links %s: `go list -deps` shows for what", program, d.path)
			}
		}
	}
}

// TestPatternsWait holds that no program compiles patterns at its start.
func TestPatternsWait(t *testing.T) {
	all, checked := house(t), 0
	ours := map[string]bool{}
	for _, program := range binaries {
		for _, dep := range all[program].Deps {
			ours[strings.TrimPrefix(dep, module)] = true
		}
	}
	for _, f := range goFiles(t) {
		if f.isTest() || !ours[filepath.ToSlash(filepath.Dir(f.path))] {
			continue
		}
		checked++
		for _, at := range compiledAtStart(f) {
			t.Errorf("%s: a pattern is compiled when the program starts: want lazyregexp.New", at)
		}
	}
	if checked < 100 {
		t.Errorf("%d files of programs were checked: has the layout changed?", checked)
	}
}

// compiledAtStart returns where a file's variables call regexp.MustCompile, outside of functions.
func compiledAtStart(f goFile) (places []token.Position) {
	for _, declaration := range f.tree.Decls {
		variables, ok := declaration.(*ast.GenDecl)
		if !ok {
			continue
		}
		ast.Inspect(variables, func(n ast.Node) bool {
			if callee, ok := n.(*ast.SelectorExpr); ok && callee.Sel.Name == "MustCompile" {
				places = append(places, f.positions.Position(n.Pos()))
			}
			_, later := n.(*ast.FuncLit)
			return !later
		})
	}
	return places
}
