package fanlight_test

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// TestTimeoutsComeFromTheStack holds that functions, local runs and the simulator
// take the functions' timeouts from pkg/stack: no literal stands where a timeout
// is given, and a binary uses its own. terraform/deployment_test.go compares
// pkg/stack with what Terraform deploys. scripts/test-facts.sh plants the
// mistakes that the two find.
func TestTimeoutsComeFromTheStack(t *testing.T) {
	t.Parallel()
	given := 0
	for _, f := range goFiles(t) {
		if f.isTest() || !below(filepath.Dir(f.path), "functions", "pkg/local", "pkg/sim") {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			for _, timeout := range timeouts(n) {
				given++
				if isLiteral(timeout) {
					t.Errorf("%s: a timeout of its own: want that of pkg/stack", f.positions.Position(timeout.Pos()))
				}
			}
			return true
		})
		own(t, f)
	}
	if given < 8 {
		t.Errorf("%d timeouts are given: has their form changed?", given)
	}
	t.Logf("deployment: %d timeouts are given, all from pkg/stack", given)
}

// timeouts returns the expressions that a node gives as a function's timeout.
func timeouts(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if isNamed(n.Key, "Timeout") {
			return []ast.Expr{n.Value}
		}
	case *ast.CallExpr:
		callee, ok := n.Fun.(*ast.SelectorExpr)
		switch {
		case !ok:
		case callee.Sel.Name == "invoke" && len(n.Args) == 4: // of the simulator
			return n.Args[1:2]
		case callee.Sel.Name == "New" && isNamed(callee.X, "reporter"), callee.Sel.Name == "New" && isNamed(callee.X, "janitor"):
			return n.Args[2:3]
		}
	}
	return nil
}

// isLiteral reports whether an expression has a number or a unit of time in it.
func isLiteral(e ast.Expr) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			found = true
		case *ast.SelectorExpr:
			found = found || isNamed(n.X, "time")
		}
		return true
	})
	return found
}

// own checks that the main of a function names no other function of the stack.
func own(t *testing.T, f goFile) {
	t.Helper()
	name := filepath.Base(filepath.Dir(f.path))
	if filepath.Dir(f.path) != filepath.Join("functions", name) || !slices.Contains(stack.Functions, stack.Function(name)) {
		return
	}
	ast.Inspect(f.tree, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if ok && isNamed(s.X, "stack") && strings.ToLower(s.Sel.Name) != name {
			t.Errorf("%s: the %s uses stack.%s", f.positions.Position(n.Pos()), name, s.Sel.Name)
		}
		return true
	})
}

// TestLimitsAreDocumented holds that docs/report-file.md names the limits of a report
// that `validate` and `compile` go by. terraform/deployment_test.go compares them with
// those of Terraform's plan.
func TestLimitsAreDocumented(t *testing.T) {
	t.Parallel()
	page := pages(t)["docs/report-file.md"]
	for n, what := range map[int]string{
		report.MaxQueries: "queries", report.MaxDestinations: "destinations", report.MaxDefinition: "bytes",
	} {
		if limit := render.Count(float64(n)) + " " + what; !strings.Contains(page, limit) {
			t.Errorf("docs/report-file.md does not have %q", limit)
		}
	}
}
