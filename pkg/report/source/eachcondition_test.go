package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The condition of a section for each item is about the numbers of its own item.
func TestNamed_ofItem(t *testing.T) {
	t.Parallel()
	src := withEach(t, "[acme, globex]", `filter t = "{{each}}" | stats count(*) as n, avg(ms) as m`) + `  `
	src = strings.TrimRight(src, " ") + "sections: [ { query: calls, value: m, send_when: CONDITION } ]\n"
	for condition, want := range map[string][]string{
		"results":                   {"results", "results"},
		"m > 5":                     {"calls_acme.m > 5", "calls_globex.m > 5"},
		"calls.n > 3 and calls > m": {"calls_acme.n > 3 and calls_acme > calls_acme.m", "calls_globex.n > 3 and calls_globex > calls_globex.m"},
		"calls_acme.rows > 0":       {"calls_acme.rows > 0", "calls_acme.rows > 0"},
	} {
		var got []string
		for _, s := range mustLoad(t, strings.Replace(src, "CONDITION", condition, 1), DefaultValues()).Sections {
			got = append(got, s.SendWhen)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", condition, diff)
		}
	}
}

// A condition of the report names the queries that for_each makes. The value of their
// sections is none of one.
func TestBuilder_checkConditions_of_items(t *testing.T) {
	t.Parallel()
	src := withEach(t, "[acme, globex]", `filter t = "{{each}}" | stats count(*) as n`)
	r := mustLoad(t, src+"send_when: calls_acme > 5 or calls_globex.n > 5\n", DefaultValues())
	if r.SendWhen != "calls_acme > 5 or calls_globex.n > 5" {
		t.Error(r.SendWhen)
	}
	for condition, want := range map[string]string{
		"calls > 5": "unknown number `calls`", "n > 5": "unknown number `n`", "calls.n > 5": "(for_each makes of it calls_acme, calls_globex)",
	} {
		if _, _, err := loadText(src+"send_when: "+condition+"\n", DefaultValues(), Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", condition, err, want)
		}
	}
}
