package cwli

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// TestExecution_differential compares random filters and stats over random events with a
// reference that keeps everything in maps, and knows nothing of scanning or reuse.
func TestExecution_differential(t *testing.T) {
	t.Parallel()
	const seeds = 1000
	for seed := range uint64(seeds) {
		r := rand.New(rand.NewPCG(seed, 0))
		messages, condition := randomMessages(r), randomCondition(r, 3)
		by := [][]string{nil, {"d"}, {"c", "d"}}[r.IntN(3)]
		query := "filter " + condition.text + " | stats count(*) as n, count(a) as ca, sum(a) as s, avg(b) as av"
		if by != nil {
			query += " by " + strings.Join(by, ", ")
		}
		got, err := run(t, query, Options{}, messages...)
		if err != nil {
			t.Fatalf("seed %d: %s: %v", seed, query, err)
		}
		want, matched := reference(t, messages, condition, by)
		if diff := cmp.Diff(want, rowTexts(got)); diff != "" || int(got.Statistics.RecordsMatched) != matched {
			t.Fatalf("seed %d: %s: %v matched, want %d (-want +got)\n%s\n%s",
				seed, query, got.Statistics.RecordsMatched, matched, diff, strings.Join(messages, "\n"))
		}
	}
}

// leaves are the values of the fields of random events.
var leaves = []string{`1`, `2`, `10`, `-3`, `1.5`, `0`, `"5"`, `"abc"`, `"a9"`, `"a10"`, `"b"`, `""`, `null`, `{"x":1}`, `[1]`, `1e1`, `"1e1"`, `"5.0"`,
	`"-"`, `"A9"`, `"é"`, `"\u0061bc"`, `"a\"b"`, `"a\\"`, `true`, `false`, `"true"`, `"1"`, `"0"`}

// randomMessages returns up to 60 objects with some of the fields a to d, in any order.
func randomMessages(r *rand.Rand) []string {
	messages := make([]string, 1+r.IntN(60))
	for i := range messages {
		var members []string
		for _, field := range []string{"a", "b", "c", "d"} {
			if r.IntN(5) > 0 {
				space := []string{"", " ", "\t"}[r.IntN(3)]
				members = append(members, fmt.Sprintf("%q%s:%s%s", field, space, space, leaves[r.IntN(len(leaves))]))
			}
		}
		r.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		messages[i] = "{" + strings.Join(members, ",") + "}"
	}
	return messages
}

// object is an event of the reference.
type object map[string]json.RawMessage

// leaf is a value of the reference: the text that it shows, or nothing.
type leaf struct {
	present bool
	text    string
}

func (o object) leaf(field string) leaf {
	raw := string(o[field])
	switch {
	case raw == "" || raw == "null" || raw[0] == '{' || raw[0] == '[':
		return leaf{}
	case raw == "true":
		return leaf{true, "1"}
	case raw == "false":
		return leaf{true, "0"}
	case raw[0] == '"':
		var text string
		_ = json.Unmarshal(o[field], &text) // it is part of valid JSON
		return leaf{true, text}
	}
	return leaf{true, raw}
}

func (l leaf) number() (float64, bool) {
	f, err := strconv.ParseFloat(l.text, 64)
	return f, l.present && err == nil
}

// compare returns the order of two leaves. ok is false if one is absent.
func (l leaf) compare(m leaf) (order int, ok bool) {
	x, isNumber := l.number()
	y, alsoNumber := m.number()
	switch {
	case !isNumber || !alsoNumber:
		order = strings.Compare(l.text, m.text)
	case x < y:
		order = -1
	case x > y:
		order = 1
	}
	return order, l.present && m.present
}

// referenceGroup is a group of the reference.
type referenceGroup struct {
	cells              map[string]string // of the keys
	rows, values       int
	sum, total         float64
	summands, averaged int
}

func (g *referenceGroup) add(o object) {
	g.rows++
	a, b := o.leaf("a"), o.leaf("b")
	if a.present {
		g.values++
	}
	if f, ok := a.number(); ok {
		g.summands++
		g.sum += f
	}
	if f, ok := b.number(); ok {
		g.averaged++
		g.total += f
	}
}

func (g *referenceGroup) String() string {
	g.cells["n"], g.cells["ca"] = strconv.Itoa(g.rows), strconv.Itoa(g.values)
	if g.summands > 0 {
		g.cells["s"] = value.OfNumber(g.sum).String()
	}
	if g.averaged > 0 {
		g.cells["av"] = value.OfNumber(g.total / float64(g.averaged)).String()
	}
	return fmt.Sprint(g.cells)
}

// reference returns the rows of stats as sorted texts, and how many events match.
func reference(t *testing.T, messages []string, c randomFilter, by []string) (rows []string, matched int) {
	groups := map[string]*referenceGroup{}
	for _, message := range messages {
		var o object
		if err := json.Unmarshal([]byte(message), &o); err != nil {
			t.Fatal(err)
		}
		if !c.holds(o) {
			continue
		}
		matched++
		cells := map[string]string{}
		for _, field := range by {
			if l := o.leaf(field); l.present {
				cells[field] = l.text
			}
		}
		key := fmt.Sprintf("%q", cells)
		if groups[key] == nil {
			groups[key] = &referenceGroup{cells: cells}
		}
		groups[key].add(o)
	}
	for _, g := range groups {
		rows = append(rows, g.String())
	}
	slices.Sort(rows)
	return rows, matched
}

func rowTexts(r Result) (rows []string) {
	for _, row := range r.Rows {
		cells := map[string]string{}
		for _, field := range row {
			cells[field.Name] = field.Value
		}
		rows = append(rows, fmt.Sprint(cells))
	}
	slices.Sort(rows)
	return rows
}
