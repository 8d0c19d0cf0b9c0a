package cwli

import (
	"slices"
	"testing"
	"time"
)

func TestQuery_Inputs(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]bool{
		"fields a":                            {false},
		"SOURCE 'g' | fields a":               {true},
		"filter a in (SOURCE 'g' | fields b)": {true, false},
		"join left=l right=r where l.a=r.b (SOURCE 'g') | fields l.a": {true, false},
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		var got []bool
		for _, in := range q.Inputs() {
			got = append(got, in.Named())
		}
		if len(got) != len(want) || got[0] != want[0] || got[len(got)-1] != want[len(want)-1] {
			t.Errorf("%s: inputs that name groups %v, want %v", query, got, want)
		}
	}
}

func TestInput_Selects(t *testing.T) {
	t.Parallel()
	tests := []struct {
		source, group string
		want          bool
	}{
		{"'g'", "g", true},
		{"'g'", "123456789012:g", true},
		{"'g'", "gg", false},
		{"'arn:aws:logs:eu-west-1:123456789012:log-group:g'", "g", true},
		{"logGroups(namePrefix: ['/a', '/b'])", "/b/c", true},
		{"logGroups(namePrefix: ['/a', '/b'])", "/c", false},
		{"logGroups()", "/c", true},
		{"logGroups(namePrefix: [], class: \"STANDARD\") START=-604800s END=0s", "/c", true},
		{"'g' logGroups(namePrefix: '/a')", "g", true},
		{"'g' logGroups(namePrefix: '/a')", "/a/b", true},
		{"'g' logGroups(namePrefix: '/a')", "/c", false},
	}
	for _, test := range tests {
		q, err := Compile("SOURCE " + test.source + " | fields a")
		if err != nil {
			t.Fatal(err)
		}
		if in := q.Inputs()[0]; in.Selects(test.group) != test.want || !in.Named() {
			t.Errorf("SOURCE %s selects %s: %v, want %v", test.source, test.group, !test.want, test.want)
		}
	}
}

func TestInput_Groups_and_Prefixes(t *testing.T) {
	t.Parallel()
	q, err := Compile("SOURCE 'a' | SOURCE 'arn:aws:logs:eu-west-1:123456789012:log-group:b' | SOURCE logGroups(namePrefix: ['c']) | fields x")
	if err != nil {
		t.Fatal(err)
	}
	if got := q.Inputs()[0].Groups(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("the groups are %v", got)
	}
	if got := q.Inputs()[0].Prefixes(); !slices.Equal(got, []string{"c"}) {
		t.Errorf("the prefixes are %v", got)
	}
}

func TestInput_Window(t *testing.T) {
	t.Parallel()
	w := Window{1000, 4000}
	now := time.UnixMilli(1_000_000_000)
	if got := (Input{}).Window(w, now); got != w {
		t.Errorf("the window is %v, want that of the run", got)
	}
	shifted := Input{shift: func(w Window) Window { return Window{w.Start - 1000, w.End - 1000} }}
	if got := shifted.Window(w, now); got != (Window{0, 3000}) {
		t.Errorf("the window is %v, want the shifted one", got)
	}
}
