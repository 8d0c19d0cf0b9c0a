package source

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// A section is a number only of a query that gives at most one row of one field.
func TestQuery_onlyField(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"stats count(*) as n":                                    "n",
		"stats count(*) as n by a | stats max(n) as most":        "most",
		"stats count(*) as n | filter n > 5 | sort n | limit 1":  "n",
		`parse @message "* *" as a, b | stats pct(a, 99) as p99`: "p99",
		"stats count(*) as n, max(a)":                            "",
		"stats count(*) as n by a":                               "",
		"stats values(a) as list | expand list":                  "",
		"stats count(*) as n | addtotals col=true n":             "",
		"fields a": "",
	} {
		tree, err := syntax.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		fields, _ := tree.OutputColumns()
		if got, only := (query{tree: tree, fields: fields}).onlyField(); got != want || only != (want != "") {
			t.Errorf("%s has the only field %q, want %q", text, got, want)
		}
	}
}
