package cli

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// sourced is a report whose second query runs only on AWS.
var sourced = &report.Report{Name: "sourced", Queries: []report.Query{
	{ID: "here", Text: `SOURCE "arn:aws:logs:eu-west-1:123456789012:log-group:/web" | SOURCE logGroups(namePrefix: ["/aws/"]) | fields a`},
	{ID: "there", Text: `SOURCE logGroups(namePrefix: ["/ecs/"], accountIdentifier: ["111122223333"]) | fields a`},
	{ID: "plain", Text: `filter source = 1`, LogGroups: []string{"/own"}},
	{ID: "inner", Text: `filter a in (SOURCE "/inner" | fields a)`, LogGroups: []string{"/own"}},
}}

func TestNamedBySource_selects(t *testing.T) {
	t.Parallel()
	n := sourcesOf(sourced)
	for group, want := range map[string]bool{
		"/web": true, "/web/2": false, "/aws/lambda/bot": true, "/ecs/shop": true, "ecs/shop": false, "/inner": true, "/own": false, everyGroup: false,
	} {
		if got := n.selects(group); got != want {
			t.Errorf("SOURCE selects %s: %v, want %v", group, got, want)
		}
	}
}

func TestGroupsRead(t *testing.T) {
	t.Parallel()
	if got, want := groupsRead(sourced), []string{"/inner", "/own", "/web"}; !slices.Equal(got, want) {
		t.Errorf("log groups %q, want %q", got, want)
	}
}

func TestGroupsOfInput(t *testing.T) {
	t.Parallel()
	in := namedInputs(sourced.Queries[0])[0]
	sets := map[string]*logfile.Set{everyGroup: {}, "/aws/b": {}, "/aws/a": {}, "/none": {}}
	if got, want := groupsOfInput(in, sets), []string{"/web", "/aws/a", "/aws/b"}; !slices.Equal(got, want) {
		t.Errorf("log groups %q, want %q", got, want)
	}
	for _, q := range sourced.Queries[1:3] {
		if got := namedInputs(q); len(got) > 0 {
			t.Errorf("query %s: inputs %v, want none", q.ID, got)
		}
	}
}
