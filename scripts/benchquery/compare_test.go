package main

import "testing"

func TestQuery_Difference(t *testing.T) {
	t.Parallel()
	latest := query{latest: true}
	estimate := query{within: map[string]float64{"p": estimated}}
	names := []string{"command", "p"}
	for _, c := range []struct {
		name         string
		q            query
		ours, theirs [][]string
		same         bool
	}{
		{"another order", query{}, [][]string{{"a", "1"}, {"b", "2"}}, [][]string{{"b", "2"}, {"a", "1"}}, true},
		{"a count off by one", query{}, [][]string{{"a", "1000"}}, [][]string{{"a", "1001"}}, false},
		{"an estimate within one percent", estimate, [][]string{{"a", "100.9"}}, [][]string{{"a", "100"}}, true},
		{"an estimate further off", estimate, [][]string{{"a", "101.1"}}, [][]string{{"a", "100"}}, false},
		{"another group", estimate, [][]string{{"a", "100"}}, [][]string{{"b", "100"}}, false},
		{"a row less", query{}, [][]string{{"a", "1"}}, [][]string{{"a", "1"}, {"b", "2"}}, false},
		{"no rows", query{}, nil, nil, false},
		{"others of the oldest time, and a plain line", latest, [][]string{{"3", "u"}, {"2", ""}, {"1", "v"}}, [][]string{{"3", "u"}, {"1", "w"}}, true},
		{"another latest row", latest, [][]string{{"3", "u"}, {"1", "v"}}, [][]string{{"3", "w"}, {"1", "v"}}, false},
	} {
		if d := c.q.difference(table{names, c.ours}, table{names, c.theirs}); (d == "") != c.same {
			t.Errorf("%s: difference %q, want the same: %t", c.name, d, c.same)
		}
	}
}
