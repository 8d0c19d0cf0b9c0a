package cwli

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// piece is a command that follows others. A # in its text stands for the command's place,
// which makes its names differ from those of others.
type piece struct {
	text  string
	keeps bool     // each row stays, with what it had
	gives []string // names whose values it changes; * is all
}

var pieces = []piece{
	{"fields c * 2 as f#", true, nil}, {"fields c + 1", true, []string{"c + 1"}}, {"fields k, c", true, nil}, {"display k, c", false, nil},
	{"filter c >= 2", false, nil}, {"filter k in (fields k | limit 3)", false, nil}, {"filter c in (stats max(c) as m by k)", false, nil},
	{`parse k "*" as p#`, true, nil}, {"parse k /(?<q#>[a-z])/", true, nil}, {"parse k /(?<q#>.)/ multi", false, nil}, {"parse k csv as v#", true, nil},
	{`json field=j "x" as j#`, true, nil}, {"stats count(*) as n#, sum(c) as s# by k", false, nil}, {"stats max(c) by bin(t, 2s) as b#", false, nil},
	{"stats count(*) as c# by bin(2s) as b#", false, nil}, {"sort c desc, k", true, nil}, {"sort t", true, nil}, {"sort k", true, nil}, {"limit 3", false, nil}, {"limit any 2", false, nil},
	{"tail 2", false, nil}, {"dedup k", false, nil}, {"pattern k", false, nil}, {"pattern k | diff", false, nil}, {"unnest vs into e#", false, nil},
	{"unnest k", true, nil}, {"unnest vs", false, nil}, {"expand vs", false, nil}, {"lookup table k OUTPUT x as x#", true, nil}, {"lookup table k OUTPUT x as c", true, []string{"c"}},
	{"lookup table k OUTPUTNEW x as k", true, nil}, {"cidrlookup ranges k OUTPUT x as y#", true, nil},
	{"join left=l right=r where l.k=r.k (fields k, c | limit 1)", false, nil}, {"join type=left left=l right=r where l.c=r.n (stats count(*) as n)", true, nil},
	{"addtotals", true, []string{"Total"}}, {"addtotals col=true c", false, nil}, {"addtotals fieldname=T# c", true, nil}, {"addtotals row=false fieldname=c", true, nil},
	{"accum c", true, []string{"c"}}, {"accum c as a#", true, nil}, {"autoregress c as g# p=1-2", true, nil}, {"filldown", true, []string{"*"}}, {"filldown c k*", true, []string{"c", "k"}},
	{"fillmissing", false, nil}, {"fillmissing with 0 for c", false, nil}, {"appendcols (stats count(*) as d# by k | display d#)", true, nil}, {"appendcols (stats count(*) as d# by k)", false, nil},
	{"appendcols override=true (fields k, c)", true, []string{"k", "c"}}, {"countFrequent k", false, nil}, {"estimate", false, nil}, {"outlier c", false, nil},
}

// beginnings make the rows that the commands read: events, groups of one time, groups of a
// time and another key.
var beginnings = []string{"", "stats sum(n) as c, values(n) as vs, min(s) as j, max(s) as k by bin(1s) as t | ", "stats count(*) as c, values(n) as vs, max(s) as j by k, bin(2s) as t offset 1s | "}

// composedEvents have a value of each kind, and none.
var composedEvents = []string{
	`{"k":"b","n":2,"c":2,"vs":[1,2],"s":"x"}`, `{"k":"a","n":1,"c":1,"vs":[],"s":"y"}`, `{"n":3}`, `{"k":"a","n":1.5,"c":3.5,"vs":["a"],"j":{"x":1}}`, "text",
}

// documented matches the errors that a query of commands which are right each for itself may
// have.
var documented = regexp.MustCompile(strings.Join([]string{
	"^invalid place of `", "^unknown name `.*` after `stats`$", "is not supported here$", "^invalid name `.*`: want one that is not in use$",
	"^invalid `fillmissing`: want it after `stats … by bin\\(…\\)`$", "^invalid `bin\\(2s\\)` after `stats`: want a result of `stats`$",
	"^invalid `c` in `fillmissing`: want a result of `stats` that is not a key, and each once$",
}, "|"))

// composed runs a query over the events, as each of its inputs. It returns nil for one that
// is refused.
func composed(t *testing.T, query string) *Result {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: panic: %v", query, p)
		}
	}()
	q, err := Compile(query)
	if err != nil {
		checkRefusal(t, query, err)
		return nil
	}
	tree, _ := syntax.Parse(query)
	if names, whole := tree.OutputColumns(); whole && !slices.Equal(names, q.plan.names) || len(q.Explain()) != len(tree.Commands) {
		t.Errorf("%s: the columns %q and stages %+v do not agree with the query's %q", query, q.plan.names, q.Explain(), names)
	}
	o := Options{Window: Window{0, 8000}, Tables: map[string]*Table{
		"table": {[]string{"k", "x"}, [][]string{{"a", "7"}}}, "ranges": {[]string{"range", "x"}, [][]string{{"192.0.2.0/24", "8"}}},
	}}
	r, err := q.Run(context.Background(), o, func(_ context.Context, _ Input, yield func(*Event) error) error {
		for i, message := range composedEvents {
			if err := yield(&Event{Timestamp: int64(i) * 1100, Message: []byte(message), Ptr: fmt.Sprint("p", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Errorf("%s: %v", query, err)
	}
	return &r
}

func checkRefusal(t *testing.T, query string, err error) {
	t.Helper()
	e, ok := errors.AsType[*expr.Error](err)
	if !ok || e.Offset < 0 || e.Offset >= e.End || e.End > len(query) {
		t.Errorf("%s: error %#v, want one with a place", query, err)
		return
	}
	if !documented.MatchString(e.Message) {
		t.Errorf("%s: error %v, want a documented one", query, err)
	}
}

// checkKept checks that a command which keeps rows has left each column that it does not
// change.
func checkKept(t *testing.T, query string, p piece, before, after *Result) {
	t.Helper()
	for _, name := range before.Columns {
		defaults := name == "@timestamp" || name == "@message" || strings.HasPrefix(name, "r.")
		if slices.Contains(p.gives, name) || slices.Contains(p.gives, "*") || defaults && strings.HasPrefix(p.text, "fields") {
			continue
		}
		checkColumn(t, query, name, before, after)
		if was, is := column(*before, name), column(*after, name); !strings.HasPrefix(p.text, "sort") && !slices.Equal(was, is) {
			t.Errorf("%s: %s comes as %q, want %q as before the last command", query, name, is, was)
		}
	}
}

// checkLast checks that the last command gives the same without the one before it,
// which keeps the rows as they are.
func checkLast(t *testing.T, query string, first, last piece, alone, after *Result) {
	t.Helper()
	if last.text == "limit any 2" || last.text == "addtotals" || last.text == "estimate" {
		return // any rows, another sum, the bytes of all inputs
	}
	for _, name := range alone.Columns {
		if slices.Contains(after.Columns, name) && !strings.HasPrefix(first.text, "sort") {
			checkColumn(t, query, name, alone, after)
		}
	}
}

// isRead reports whether the pieces read a name.
func isRead(name string) bool { return slices.Contains([]string{"c", "k", "*"}, name) }

// checkColumn checks that as many rows have the same values of a column in any order.
func checkColumn(t *testing.T, query, name string, before, after *Result) {
	t.Helper()
	was, is := column(*before, name), column(*after, name)
	slices.Sort(was)
	slices.Sort(is)
	if len(before.Rows) != len(after.Rows) || !slices.Equal(was, is) {
		t.Errorf("%s: %s is %q in %d rows, want %q in %d", query, name, is, len(after.Rows), was, len(before.Rows))
	}
}

// The commands follow each other in any order: what they give is there, or they are
// refused.
func TestQuery_Run_composed(t *testing.T) {
	t.Parallel()
	for _, beginning := range beginnings {
		alone := map[string]*Result{}
		for _, last := range pieces {
			alone[last.text] = composed(t, beginning+last.at(2))
		}
		for _, first := range pieces {
			before := composed(t, beginning+first.at(1))
			for _, last := range pieces {
				query := beginning + first.at(1) + " | " + last.at(2)
				after := composed(t, query)
				if after != nil && last.keeps {
					checkKept(t, query, last, before, after)
				}
				if after != nil && first.keeps && !slices.ContainsFunc(first.gives, isRead) && alone[last.text] != nil {
					checkLast(t, query, first, last, alone[last.text], after)
				}
			}
		}
	}
}

func TestQuery_Run_composedOfThree(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		p := pieces[r.IntN(len(pieces))]
		two := beginnings[r.IntN(len(beginnings))] + pieces[r.IntN(len(pieces))].at(1) + " | " + pieces[r.IntN(len(pieces))].at(2)
		before, after := composed(t, two), composed(t, two+" | "+p.at(3))
		if before != nil && after != nil && p.keeps {
			checkKept(t, two+" | "+p.at(3), p, before, after)
		}
	}
}

func (p piece) at(place int) string { return strings.ReplaceAll(p.text, "#", fmt.Sprint(place)) }
