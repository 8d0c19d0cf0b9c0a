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

// binaries are what is installed and deployed.
var binaries = []string{"cmd/fanlight", "functions/dispatcher", "functions/worker", "functions/reporter", "functions/janitor"}

// TestDependencies compares the packages of other modules that each program links with a list in
// testdata/dependencies, so that a review sees a new one. -update writes the lists again.
func TestDependencies(t *testing.T) {
	t.Parallel()
	for _, program := range binaries {
		t.Run(program, func(t *testing.T) {
			t.Parallel()
			golden.Compare(t, filepath.Join("testdata", "dependencies", filepath.Base(program)+".txt"), dependencies(t, program))
		})
	}
}

// dependencies returns a program's packages of other modules, below the path of their module,
// and its packages of the standard library, for Linux: those of other systems differ little.
func dependencies(t *testing.T, program string) string {
	t.Helper()
	const form = `{{with .Module}}{{if not .Main}}{{.Path}}{{"\t"}}{{$.ImportPath}}{{end}}{{else}}std{{"\t"}}{{.ImportPath}}{{end}}`
	list := exec.Command("go", "list", "-deps", "-tags", tagsOf(program), "-f", form, "./"+program)
	list.Env = append(list.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("list what %s links: %v", program, err)
	}
	return byModule(string(out))
}

// tagsOf returns the build tags of a program.
func tagsOf(program string) string {
	if strings.HasPrefix(program, "functions/") {
		return "lambda.norpc"
	}
	return ""
}

// byModule writes lines of modules and packages as a list by module. A package that is internal
// to its module or to the standard library is left out: it comes with another one.
func byModule(lines string) string {
	packages := map[string][]string{}
	for line := range strings.Lines(lines) {
		of, path, found := strings.Cut(strings.TrimSpace(line), "\t")
		if found && !below(path, "internal", "vendor") && !strings.Contains(path, "/internal") {
			packages[of] = append(packages[of], path)
		}
	}
	var b strings.Builder
	for _, of := range slices.Sorted(maps.Keys(packages)) {
		fmt.Fprintln(&b, of)
		for _, path := range slices.Sorted(slices.Values(packages[of])) {
			fmt.Fprintln(&b, "  "+cmp.Or(strings.TrimPrefix(strings.TrimPrefix(path, of), "/"), "."))
		}
	}
	return b.String()
}

// reflective are packages for which the linker keeps every method of every type: those of
// the clients of AWS alone are megabytes.
var reflective = []string{"net/rpc", "html/template"}

func TestProgramsKeepFewMethods(t *testing.T) {
	t.Parallel()
	for _, program := range binaries {
		for line := range strings.Lines(dependencies(t, program)) {
			if path := strings.TrimSpace(line); below(path, reflective...) {
				t.Errorf("%s links %s: `go list -deps` shows for what", program, path)
			}
		}
	}
}

// TestPatternsWait holds that no program compiles patterns at its start.
func TestPatternsWait(t *testing.T) {
	all, checked := house(t), 0
	linked := map[string]bool{}
	for _, program := range binaries {
		for _, dep := range all[program].Deps {
			linked[strings.TrimPrefix(dep, module)] = true
		}
	}
	for _, f := range goFiles(t) {
		if f.isTest() || !linked[filepath.ToSlash(filepath.Dir(f.path))] {
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
