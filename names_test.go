package fanlight_test

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
)

// TestNamesSeenOutsideStay compares the names that alarms, deployments and
// scripts refer to with a golden file: events (which are metrics), environment
// variables, exit statuses. What a run stores and sends is in
// pkg/stack/testdata/stored.golden.
func TestNamesSeenOutsideStay(t *testing.T) {
	t.Parallel()
	var names []string
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				names = append(names, constants(n)...)
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && isVariable(text) {
					names = append(names, "environment "+text)
				}
			}
			return true
		})
	}
	slices.Sort(names)
	golden.Compare(t, "pkg/stack/testdata/outside.golden", strings.Join(slices.Compact(names), "\n")+"\n")
}

// isVariable reports whether a text is the name of one of Fanlight's environment
// variables.
func isVariable(text string) bool {
	return strings.HasPrefix(text, "FANLIGHT_") && len(text) > len("FANLIGHT_") && strings.ToUpper(text) == text && !strings.ContainsAny(text, " =")
}

// constants returns the kinds of events, and the exit statuses of the program.
func constants(spec *ast.ValueSpec) (names []string) {
	for i, name := range spec.Names {
		if i >= len(spec.Values) {
			break
		}
		literal, ok := spec.Values[i].(*ast.BasicLit)
		switch {
		case !ok:
		case isNamed(spec.Type, "EventKind"):
			names = append(names, "event "+strings.Trim(literal.Value, `"`))
		case literal.Kind == token.INT && strings.HasPrefix(name.Name, "status"):
			names = append(names, "exit "+literal.Value)
		}
	}
	return names
}
