package source

import "testing"

func TestBuilder_noteSources(t *testing.T) {
	t.Parallel()
	const note = ": query: `SOURCE` names log groups that no query of the report has, and a deployment may read no others (list them under log_groups of a query)"
	for query, at := range map[string]string{
		`filter id in (SOURCE "/other" | fields id)`:                                           "5:34",
		`filter id in (SOURCE "/app" | fields id)`:                                             "",
		`filter id in (SOURCE "arn:aws:logs:eu-west-1:123456789012:log-group:/x" | fields id)`: "5:34",
		`filter id in (SOURCE logGroups(namePrefix: ["/lambda", "/a"]) | fields id)`:           "",
		`filter id in (SOURCE logGroups(namePrefix: ["/lambda"]) | fields id)`:                 "5:34",
		`fields a | join left=l right=r where l.a=r.a (SOURCE "/other" | fields a)`:            "5:66",
		`stats count(*) as n by a | appendcols (SOURCE "/other" | stats count(*) as m)`:        "5:59",
	} {
		var want []string
		if at != "" {
			want = []string{at + note}
		}
		expectNotes(t, query, "", want...)
	}
}
