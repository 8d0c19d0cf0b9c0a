// Package fanlight_test holds the rules of the house: what may import what, and
// what the actors must not do, so that a run stays a function of its seed.
package fanlight_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/fanlight/fanlight/"

// listed holds what `go list` reports on a package.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Deps       []string
	Doc        string
}

// packages lists the module's packages once; deps are transitive.
var packages = sync.OnceValues(func() (map[string]listed, error) {
	cmd := exec.Command("go", "list", "-tags", "lambda.norpc", "-json=ImportPath,Dir,GoFiles,Imports,Deps,Doc", "./...")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	all := map[string]listed{}
	for d := json.NewDecoder(out); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, cmd.Wait()
		} else if err != nil {
			return nil, err
		}
		all[strings.TrimPrefix(p.ImportPath, module)] = p
	}
})

func house(t *testing.T) map[string]listed {
	t.Helper()
	all, err := packages()
	if err != nil {
		t.Fatalf("list the packages: %v", err)
	}
	return all
}

// below reports whether a package is one of the roots or lies below one.
func below(path string, roots ...string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return path == root || strings.HasPrefix(path, root+"/")
	})
}

func TestPackagesThatKnowNoAWS(t *testing.T) {
	for path, p := range house(t) {
		if !below(path, "pkg/fanlight", "pkg/report", "pkg/render", "pkg/cwli", "pkg/logfile") {
			continue
		}
		for _, dep := range p.Deps {
			if strings.HasPrefix(dep, "github.com/aws/") {
				t.Errorf("%s depends on %s", path, dep)
			}
		}
	}
}

// floors are the house's layers (docs/development.md): a package imports what
// lies on lower floors, packages below its own folder, and on its own floor
// only what sameFloor lists.
var floors = map[string]int{
	"cmd": 9, "examples": 9, "scripts": 9, "terraform": 9,
	"functions": 8, "pkg/local": 8,
	"pkg/lambdaevent": 7, "pkg/sim": 7,
	"pkg/pipeline": 6,
	"pkg/stack":    5,
	"pkg/ledger":   4, "pkg/queue": 4, "pkg/insights": 4, "pkg/render": 4, "pkg/deliver": 4,
	"pkg/fanlight": 3,
	"pkg/report":   2, "pkg/logfile": 2, "pkg/text": 2,
	"pkg/cwli": 1, "pkg/localaws": 1,
	"pkg/allocs": 0, "pkg/lazyregexp": 0, "pkg/compress": 0, "pkg/golden": 0, "pkg/price": 0, "pkg/recent": 0, "pkg/suggest": 0, "pkg/wholefile": 0,
}

var sameFloor = map[string][]string{
	"pkg/localaws":            {"pkg/cwli"},
	"pkg/report":              {"pkg/text"},
	"pkg/logfile":             {"pkg/text"},
	"pkg/deliver":             {"pkg/render"},
	"pkg/pipeline/dispatcher": {"pkg/pipeline/settle"},
	"pkg/pipeline/worker":     {"pkg/pipeline/settle"},
	"pkg/pipeline/janitor":    {"pkg/pipeline/settle", "pkg/pipeline/dispatcher", "pkg/pipeline/reporter"},
	"pkg/sim":                 {"pkg/lambdaevent"},
	"scripts/child":           {"cmd/fanlight/cli"},
	"scripts/gallery":         {"cmd/fanlight/preview"},
	"scripts/manpages":        {"cmd/fanlight/cli"},
}

// home returns the longest key of a map of folders that a package lies in.
func home[V any](folders map[string]V, path string) string {
	found := ""
	for folder := range folders {
		if below(path, folder) && len(folder) > len(found) {
			found = folder
		}
	}
	return found
}

func TestImportsPointDown(t *testing.T) {
	arrows, up := 0, 0
	for path, p := range house(t) {
		if path == strings.TrimSuffix(module, "/") {
			continue // these tests
		}
		floor, known := floors[home(floors, path)]
		if !known {
			t.Errorf("%s is on no floor", path)
		}
		for _, imported := range p.Imports {
			other, inside := strings.CutPrefix(imported, module)
			if !inside {
				continue
			}
			arrows++
			if floors[home(floors, other)] < floor || sameRoom(path, other) || below(other, sameFloor[home(sameFloor, path)]...) {
				continue
			}
			up++
			t.Errorf("%s (floor %d) imports %s (floor %d)", path, floor, other, floors[home(floors, other)])
		}
	}
	t.Logf("imports: %d arrows, %d back up", arrows, up)
}

// sameRoom reports whether two packages share the folder that stands on a floor.
// Actors do not: each is a room of its own.
func sameRoom(a, b string) bool {
	room := home(floors, a)
	return room == home(floors, b) && room != "pkg/pipeline"
}

func TestTheStandInStaysOutOfTheFunctions(t *testing.T) {
	for path, p := range house(t) {
		if below(path, "pkg/localaws", "pkg/local", "pkg/sim", "cmd", "scripts") {
			continue
		}
		for _, imported := range p.Imports {
			if below(strings.TrimPrefix(imported, module), "pkg/localaws", "pkg/local", "pkg/sim") {
				t.Errorf("%s imports %s", path, imported)
			}
		}
	}
}

// cliOnly lists what only the command-line program needs. Templates are among it:
// they undo the linker's elimination of dead methods.
var cliOnly = []string{
	"github.com/spf13/cobra", "go.yaml.in/yaml", "golang.org/x/term", "golang.org/x/net",
	"text/template", "html/template",
	module + "cmd", module + "pkg/local", module + "pkg/localaws", module + "pkg/sim",
	module + "pkg/cwli", module + "pkg/logfile", module + "pkg/report/source",
}

// conditions are the packages that evaluate conditions of reports, without the scan and
// without the second engine for regular expressions. The reporter may link them, and the
// janitor, which ends what no reporter could; dispatcher and worker may not.
var conditions = []string{module + "pkg/cwli/expr", module + "pkg/cwli/value", module + "pkg/cwli/jsonscan", module + "pkg/cwli/internal/substring"}

func TestFunctionsDependOnNothingOfTheCLI(t *testing.T) {
	for path, p := range house(t) {
		if !below(path, "functions") {
			continue
		}
		for _, dep := range p.Deps {
			if below(dep, cliOnly...) && (path != "functions/reporter" && path != "functions/janitor" || !below(dep, conditions...)) {
				t.Errorf("%s depends on %s", path, dep)
			}
		}
	}
}

func TestConditionsDependOnNothingOfTheScan(t *testing.T) {
	for _, dep := range house(t)["pkg/cwli/expr"].Deps {
		if below(dep, cliOnly...) && !below(dep, conditions...) || strings.Contains(dep, "regexp2") {
			t.Errorf("pkg/cwli/expr depends on %s", dep)
		}
	}
}

// The reference for generated queries must share nothing with the engine, and is for tests.
func TestReferenceIsApart(t *testing.T) {
	reference := module + "pkg/cwli/naive"
	for path, p := range house(t) {
		if slices.Contains(p.Deps, reference) {
			t.Errorf("%s depends on %s", path, reference)
		}
	}
	for _, dep := range house(t)["pkg/cwli/naive"].Deps {
		if strings.HasPrefix(dep, module) && dep != module+"pkg/cwli/naive" {
			t.Errorf("pkg/cwli/naive depends on %s", dep)
		}
	}
}

// The checker of histories judges by what is written in them: it knows the form of their
// lines, and nothing of the simulator, its oracle, the actors, the ledger or the domain.
func TestCheckerIsIndependent(t *testing.T) {
	for _, dep := range house(t)["pkg/sim/checker"].Deps {
		if path, own := strings.CutPrefix(dep, module); own && path != "pkg/sim/history" {
			t.Errorf("pkg/sim/checker depends on %s", path)
		}
	}
}

// The oracle of the simulator shares the words of the project's types, and nothing else, with
// what it judges.
func TestOracleIsApart(t *testing.T) {
	words := []string{"pkg/sim/oracle", "pkg/fanlight", "pkg/report", "pkg/price", "pkg/compress", "pkg/lazyregexp"}
	for _, dep := range house(t)["pkg/sim/oracle"].Deps {
		if path, ours := strings.CutPrefix(dep, module); ours && !below(path, words...) {
			t.Errorf("pkg/sim/oracle depends on %s", path)
		}
	}
}

func TestWorkersLinkNothingOfTheReporter(t *testing.T) {
	all := house(t)
	for _, path := range []string{"functions/dispatcher", "functions/worker"} {
		for _, dep := range all[path].Deps {
			if below(strings.TrimPrefix(dep, module), "pkg/render", "pkg/deliver") || strings.HasSuffix(dep, "/sesv2") {
				t.Errorf("%s depends on %s", path, dep)
			}
		}
	}
}

// deterministic are the packages whose every effect goes through the seam, and
// what they must not use.
var (
	deterministic = []string{"pkg/pipeline", "pkg/fanlight", "pkg/ledger", "pkg/queue", "pkg/insights"}
	forbidden     = map[string][]string{
		"time":         {"Now", "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Since", "Until"},
		"context":      {"WithTimeout", "WithDeadline", "WithTimeoutCause", "WithDeadlineCause"},
		"math/rand":    nil,
		"math/rand/v2": nil,
		"crypto/rand":  nil,
	}
)

func TestActorsAreDeterministic(t *testing.T) {
	for path, p := range house(t) {
		if !below(path, deterministic...) {
			continue
		}
		for _, name := range p.GoFiles {
			for _, finding := range nondeterminism(t, filepath.Join(p.Dir, name)) {
				t.Error(finding)
			}
		}
	}
}

// nondeterminism finds goroutines, selects and the names forbidden above.
func nondeterminism(t *testing.T, file string) (findings []string) {
	t.Helper()
	positions := token.NewFileSet()
	tree, err := parser.ParseFile(positions, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	imports := map[string]string{}
	for _, spec := range tree.Imports {
		path := strings.Trim(spec.Path.Value, `"`)
		if names, listed := forbidden[path]; listed && names == nil {
			findings = append(findings, fmt.Sprintf("%s: imports %s", positions.Position(spec.Pos()), path))
		}
		imports[filepath.Base(path)] = path
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			findings = append(findings, fmt.Sprintf("%s: starts a goroutine", positions.Position(n.Pos())))
		case *ast.SelectStmt:
			findings = append(findings, fmt.Sprintf("%s: selects", positions.Position(n.Pos())))
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && slices.Contains(forbidden[imports[x.Name]], n.Sel.Name) {
				findings = append(findings, fmt.Sprintf("%s: uses %s.%s", positions.Position(n.Pos()), x.Name, n.Sel.Name))
			}
		}
		return true
	})
	return findings
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for path, p := range house(t) {
		if p.Doc == "" && len(p.GoFiles) > 0 {
			t.Errorf("%s has no package comment", path)
		}
	}
}
