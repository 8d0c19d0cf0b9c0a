package naive

import "testing"

func TestCase_Difference(t *testing.T) {
	t.Parallel()
	events := seconds(`{"a":"x","n":1}`, `{"a":"y","n":1}`, `{"a":"z","n":2}`)
	listed := made(t, events, fields{items: []item{{of: named{"a"}}}})
	groups := made(t, events, stats{items: []item{as(agg("sum", "n"), "s")}, by: []item{{of: named{"a"}}}}, sortBy{"sort", []sortKey{{"s", "desc"}}})
	lists := made(t, events, stats{items: []item{as(agg("values", "a"), "list1"), as(agg("values", "nope"), "list2")}})
	row := func(cells ...string) (fields []Field) {
		for i := 0; i < len(cells); i += 2 {
			fields = append(fields, Field{cells[i], cells[i+1]})
		}
		return fields
	}
	for _, test := range []struct {
		name string
		c    Case
		got  [][]Field
		same bool
	}{
		{"the reference itself", listed, listed.Rows(), true},
		{"a row less", listed, listed.Rows()[1:], false},
		{"no row", listed, nil, false},
		{"rows of events in another order", listed, [][]Field{row("a", "y", "@ptr", "ptr1"), row("a", "z", "@ptr", "ptr2"), row("a", "x", "@ptr", "ptr0")}, false},
		{"groups that sort finds equal", groups, [][]Field{row("a", "z", "s", "2"), row("a", "x", "s", "1"), row("a", "y", "s", "1")}, true},
		{"groups that it does not", groups, [][]Field{row("a", "x", "s", "1"), row("a", "z", "s", "2"), row("a", "y", "s", "1")}, false},
		{"columns in another order", groups, [][]Field{row("s", "2", "a", "z"), row("a", "x", "s", "1"), row("a", "y", "s", "1")}, false},
		{"another value", groups, [][]Field{row("a", "z", "s", "2.0"), row("a", "x", "s", "1"), row("a", "y", "s", "1")}, false},
		{"lists in any order", lists, [][]Field{row("list1", `["z", "x", "y"]`)}, true},
		{"an empty list", lists, [][]Field{row("list1", `["z","x","y"]`, "list2", "[]")}, true},
		{"an item twice", lists, [][]Field{row("list1", `["z","x","y","y"]`)}, false},
	} {
		if difference := test.c.Difference(test.got); (difference == "") != test.same {
			t.Errorf("%s: %s", test.name, difference)
		}
	}
}
