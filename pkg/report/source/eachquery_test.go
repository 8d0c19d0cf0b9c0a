package source

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestEachQueries_free(t *testing.T) {
	t.Parallel()
	e := eachQueries{taken: map[string]bool{"q": true, "q_taken": true}, last: map[string]int{}}
	long := strings.Repeat("long", 10)
	for _, c := range [][2]string{
		{"acme", "q_acme"}, {"ACME", "q_acme_2"}, {"acme!", "q_acme_3"}, {"acme-2", "q_acme_2_2"}, {"a  b", "q_a_b"}, {"_a.b_", "q_a_b_2"},
		{"taken", "q_taken_2"}, {"日本", "q_2"}, {"***", "q_3"}, {"Zürich", "q_z_rich"},
		{long, "q_" + long[:38]}, {long + "x", "q_" + long[:36] + "_2"}, {strings.Repeat("x ", 30), "q_" + strings.Repeat("x_", 18) + "x"},
	} {
		if got := e.free("q", c[0]); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
}

func FuzzEachQueries_free(f *testing.F) {
	f.Add("by_tenant", "acme,ACME,a b,日本,"+strings.Repeat("x", 50))
	f.Add(strings.Repeat("q", 40), "a,b,c,")
	valid := regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	f.Fuzz(func(t *testing.T, id, list string) {
		if !valid.MatchString(id) {
			return
		}
		e := eachQueries{taken: map[string]bool{id: true}, last: map[string]int{}}
		seen := map[string]bool{id: true}
		for item := range strings.SplitSeq(list, ",") {
			made := e.free(id, item)
			if !valid.MatchString(made) || seen[made] {
				t.Fatalf("%q makes %q", item, made)
			}
			seen[made] = true
		}
	})
}

// Without sections each item has one, with itself as the title; its query has its own log
// groups.
func TestBuilder_readEach(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "{ query: stats count(*) as calls }",
		"\n    for_each: [Acme, globex]\n    query: stats count(*) as n\n    log_groups: ['/app/{{each}}']\n    max_rows: 5\n  all: { query: limit 1 }"), DefaultValues())
	want := []report.Query{
		{ID: "calls_acme", Text: "stats count(*) as n", LogGroups: []string{"/app/Acme"}, MaxRows: 5},
		{ID: "calls_globex", Text: "stats count(*) as n", LogGroups: []string{"/app/globex"}, MaxRows: 5},
		{ID: "all", Text: "limit 1", LogGroups: []string{"/aws/lambda/bot"}, MaxRows: 10_000, Shape: r.Queries[2].Shape},
	}
	if diff := cmp.Diff(want, r.Queries); diff != "" {
		t.Errorf("queries (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Acme calls_acme", "globex calls_globex", "all all"}, sectionsOf(r)); diff != "" {
		t.Errorf("sections (-want +got)\n%s", diff)
	}
}

func sectionsOf(r *report.Report) (all []string) {
	for _, s := range r.Sections {
		all = append(all, s.Title+" "+s.Query)
	}
	return all
}

// Each section of the query is there once for each item, in the place of the section.
func TestBuilder_readSection(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, withEach(t, "[acme, globex]", `filter t = "{{each}}" | stats count(*) as n, avg(ms) as m`)+`sections:
  - { title: "Calls of {{each}}", query: calls, value: n }
  - { query: calls, value: m, unit: ms, send_when: m > 5 and calls.n > 3 and calls > 1 }
`+"", DefaultValues())
	want := []string{"Calls of acme calls_acme", "Calls of globex calls_globex", "acme calls_acme", "globex calls_globex"}
	if diff := cmp.Diff(want, sectionsOf(r)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestBuilder_readSection_notes_titles_that_are_the_same(t *testing.T) {
	t.Parallel()
	_, notes, err := loadText(withEach(t, "[acme, globex]", "limit 5 # {{each}}")+"sections: [ { title: Calls, query: calls } ]\n", DefaultValues(), Options{})
	if err != nil || len(notes) != 1 || notes[0].String() != "report.yaml:11:22: title without {{each}}: all 2 sections have it" {
		t.Errorf("notes %v, error %v", notes, err)
	}
}
