package terraform_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayBeCalled begin the names of the ledger's methods that read: the policies for people
// allow no more of the table.
var mayBeCalled = regexp.MustCompile(`^(All|Backfill|Claim$|Definition|Deliveries|Deployed|Deployment|Document|Epoch|Figures|Findings|Message$|Open|Order|Patterns|Progress|Names|QueryDetails|ReadResult|Result|Rounds|Rows|Run|Spent$|Times|Watch)`)

// TestPeopleReadTheLedgerAndInvokeTheDispatcher looks for what commands on a stack call.
func TestPeopleReadTheLedgerAndInvokeTheDispatcher(t *testing.T) {
	t.Parallel()
	read, invoked := commandCalls(t)
	for _, method := range read {
		if !mayBeCalled.MatchString(method) {
			t.Errorf("a command calls Ledger.%s, which the policies for people do not allow", method)
		}
	}
	if len(read) < 8 || !slices.Contains(read, "RunDetails") {
		t.Errorf("commands read the ledger by %v: this test does not find the calls", read)
	}
	if want := []string{"Dispatcher"}; !slices.Equal(invoked, want) {
		t.Errorf("commands invoke %v, want %v", invoked, want)
	}
}

// commandCalls returns the methods of the ledger that the command line calls, and the
// functions whose names it asks for.
func commandCalls(t *testing.T) (read, invoked []string) {
	t.Helper()
	files, err := filepath.Glob("../cmd/fanlight/cli/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			read = append(read, ofField(n, "ledger")...)
			invoked = append(invoked, functionAsked(n)...)
			return true
		})
	}
	slices.Sort(read)
	slices.Sort(invoked)
	return slices.Compact(read), slices.Compact(invoked)
}

// ofField returns the M of x.field.M.
func ofField(n ast.Node, field string) []string {
	method, ok := n.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if of, ok := method.X.(*ast.SelectorExpr); ok && of.Sel.Name == field {
		return []string{method.Sel.Name}
	}
	return nil
}

// functionAsked returns the F of stack.F.In, the name of a function.
func functionAsked(n ast.Node) []string {
	in, ok := n.(*ast.SelectorExpr)
	if !ok || in.Sel.Name != "In" {
		return nil
	}
	if f, ok := in.X.(*ast.SelectorExpr); ok {
		if of, ok := f.X.(*ast.Ident); ok && of.Name == "stack" {
			return []string{f.Sel.Name}
		}
	}
	return nil
}
