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
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// engine runs scripts with package cwli. It has no log files and no lookup tables.
type engine struct{}

func (engine) Run(ctx context.Context, in cwlitest.Input) ([][]cwlitest.Field, error) {
	q, err := cwli.Compile(in.Query)
	if wrong, ok := errors.AsType[*expr.Error](err); ok {
		return nil, &cwlitest.Refusal{Offset: wrong.Offset, End: wrong.End, Message: wrong.Message, Unsupported: wrong.Unsupported}
	}
	if err != nil {
		return nil, err
	}
	var o cwli.Options
	if in.End > 0 {
		o.Window = cwli.Window{Start: in.Start * 1000, End: (in.End + 1) * 1000}
	}
	o.Tables = map[string]*cwli.Table{}
	for name, text := range in.Tables {
		if o.Tables[name], err = cwli.ReadTable(strings.NewReader(text)); err != nil {
			return nil, err
		}
	}
	result, err := q.Run(ctx, o, events(in.Events))
	return fields(result.Rows), err
}

// events returns the events of a script as a source.
func events(list []cwlitest.Event) cwli.Source {
	return func(_ context.Context, in cwli.Input, yield func(*cwli.Event) error) error {
		var file cwli.FileReader
		for _, e := range list {
			if in.Named() && !in.Selects(e.Group) {
				continue
			}
			event := cwli.Event{Timestamp: e.Time, Group: e.Group, Stream: e.Stream, Ptr: e.Ptr}
			if err := yield(file.Read(event, e.Message)); err != nil {
				return err
			}
		}
		return nil
	}
}

func fields(rows [][]cwli.Field) [][]cwlitest.Field {
	all := make([][]cwlitest.Field, len(rows))
	for i, row := range rows {
		for _, f := range row {
			all[i] = append(all[i], cwlitest.Field(f))
		}
	}
	return all
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

func TestCompileTree(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		"filter a = 1 | stats count(*) as n by bin(5m) | sort n desc | limit 5",
		`parse @message "* *" as x, y | fields @timestamp | dedup x | limit 2`,
		`join left=l right=r where l.a=r.a (SOURCE "g" | fields a) | fields l.a`,
		"pattern @message | diff",
	} {
		tree, err := syntax.Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		before := tree.String()
		for range 2 {
			if _, err := cwli.CompileTree(tree); err != nil || tree.String() != before {
				t.Errorf("%s: %v, and it became %s", query, err, tree)
			}
		}
	}
}
