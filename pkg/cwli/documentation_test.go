package cwli_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/probe"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/golden"
)

// examples are queries with each command, by the commands' names.
var examples = map[string]string{
	"fields": "fields a", "display": "display a", "filter": "filter a = 1", "filterIndex": "filterIndex a = 1",
	"parse": `parse "* *" as a, b`, "json": `json "a" as b`, "stats": "stats count(*)", "sort": "sort a", "limit": "limit 1",
	"tail": "tail 1", "dedup": "dedup a", "pattern": "pattern @message", "diff": "pattern @message | diff",
	"anomaly": "pattern @message | anomaly", "unnest": "fields jsonParse(a) as j | unnest j into k", "expand": "expand a",
	"lookup": "lookup t a OUTPUT b", "cidrlookup": "cidrlookup t a OUTPUT b",
	"join": "join left=l right=r where l.a=r.a (SOURCE 'g')", "SOURCE": "SOURCE 'g' | fields a", "addtotals": "fields a | addtotals",
	"accum": "accum a", "autoregress": "autoregress a", "filldown": "filldown a",
	"fillmissing": "stats count(*) as n by bin(1h) | fillmissing with 0 for n", "outlier": "outlier a",
	"appendcols": "appendcols (SOURCE 'g' | fields a)", "sessionize": "sessionize a", "countFrequent": "countFrequent a",
	"relevantfields": "relevantfields where a > 1", "logcompare": "logcompare timeshift 7d", "estimate": "fields a | estimate",
	"search": "search /a/",
}

// runs reports whether the engine runs a query that the parser accepts.
func runs(t *testing.T, query string) bool {
	t.Helper()
	if _, err := syntax.Parse(query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	_, err := cwli.Compile(query)
	if e, ok := errors.AsType[*expr.Error](err); err != nil && (!ok || !e.Unsupported) {
		t.Fatalf("%s: %v", query, err)
	}
	return err == nil
}

// table writes a table of Markdown.
func table(b *strings.Builder, head string, rows [][]string) {
	cells := strings.Split(head, "|")
	fmt.Fprintf(b, "| %s |\n|%s\n", strings.Join(cells, " | "), strings.Repeat("---|", len(cells)))
	for _, row := range rows {
		for i := range row {
			row[i] = strings.ReplaceAll(row[i], "|", `\|`)
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(row, " | "))
	}
}

// commandTable says of every command whether it runs here.
func commandTable(t *testing.T) string {
	var b strings.Builder
	var rows [][]string
	ran := 0
	for _, d := range syntax.Commands() {
		where := "on AWS only"
		if runs(t, examples[d.Name]) {
			where = "yes"
			ran++
		}
		does := d.Summary
		if len(d.Aliases) > 0 {
			does += "; also `" + strings.Join(d.Aliases, "`, `") + "`"
		}
		rows = append(rows, []string{"`" + d.Form + "`", where, does})
	}
	table(&b, "command|runs here|what it does", rows)
	if len(rows) < 30 || ran < 24 {
		t.Errorf("%d commands, of which %d run, want at least 30 and 24", len(rows), ran)
	}
	return b.String()
}

// functionTable lists the functions by their groups.
func functionTable(t *testing.T) string {
	var b strings.Builder
	var rows [][]string
	for _, f := range expr.Functions() {
		name := "`" + f.String() + "`"
		if len(f.Aliases) > 0 {
			name += ", `" + strings.Join(f.Aliases, "`, `") + "`"
		}
		rows = append(rows, []string{string(f.Group), name, f.Summary})
	}
	table(&b, "kind|function|gives", rows)
	if len(rows) < 90 {
		t.Errorf("%d functions, want at least 90", len(rows))
	}
	return b.String()
}

// choiceTable lists the choices with their probes.
func choiceTable() string {
	var b strings.Builder
	var rows [][]string
	for _, c := range probe.Choices() {
		rows = append(rows, []string{c.Question, c.Choice, "`" + c.Name + "`"})
	}
	table(&b, "question|choice|probe", rows)
	return b.String()
}

// TestDocumentation compares the tables of docs/query-language.md with the language.
// With -update it writes them again.
func TestDocumentation(t *testing.T) {
	const path = "../../docs/query-language.md"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for name, want := range map[string]string{"commands": commandTable(t), "functions": functionTable(t), "choices": choiceTable()} {
		before, rest, ok := strings.Cut(text, "<!-- "+name+" -->\n")
		got, after, alsoOK := strings.Cut(rest, "<!-- end of "+name+" -->\n")
		if !ok || !alsoOK {
			t.Fatalf("%s has no table of %s", path, name)
		}
		if diff := cmp.Diff(want, got); diff != "" && !golden.Updating() {
			t.Errorf("%s of %s (-language +page), -update writes it again:\n%s", name, path, diff)
		}
		text = before + "<!-- " + name + " -->\n" + want + "<!-- end of " + name + " -->\n" + after
	}
	if golden.Updating() {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Every aggregate of the table of functions is computed here or refused by name.
func TestCompile_aggregates(t *testing.T) {
	t.Parallel()
	arguments := map[string]string{"pct": "a, 95", "topk": "3, a", "rate": "a, 1m", "histogram": "a, 10"}
	for _, f := range expr.Functions() {
		if f.Result != expr.GivesAggregate {
			continue
		}
		args := arguments[f.Name]
		if args == "" {
			args = "a"
		}
		if query := "stats " + f.Name + "(" + args + ") as x"; !runs(t, query) {
			t.Errorf("%s does not run", query)
		}
	}
}
