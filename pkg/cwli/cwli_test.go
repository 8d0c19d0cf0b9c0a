package cwli_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/cwlitest"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// engine runs queries with package cwli.
type engine struct{}

func (engine) Run(ctx context.Context, query string, events []cwli.Event) ([][]cwli.Field, error) {
	q, err := cwli.Compile(query)
	if err != nil {
		return nil, err
	}
	x := q.Execution(cwli.Options{})
	for i := range events {
		if err := x.Add(&events[i]); err != nil {
			return nil, err
		}
	}
	result, err := x.Result(ctx)
	return result.Rows, err
}

func TestQuery_Execution_scripts(t *testing.T) {
	t.Parallel()
	cwlitest.RunScripts(t, engine{}, os.DirFS("testdata"))
}

func TestQuery_Execution_readme(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("testdata/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```text\n")
	script, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the page has no script")
	}
	cwlitest.RunScripts(t, engine{}, fstest.MapFS{"example.txt": {Data: []byte(script)}})
}

func TestCompile(t *testing.T) {
	t.Parallel()
	if q, err := cwli.Compile("filter a = 1 | stats count(*)"); q == nil || err != nil {
		t.Errorf("Compile = %v, %v, want a query", q, err)
	}
	q, err := cwli.Compile("filter a == = 1")
	if e, ok := errors.AsType[*expr.Error](err); q != nil || !ok || e.Offset != 12 {
		t.Errorf("Compile = %v, %v, want a *expr.Error at 12", q, err)
	}
}
