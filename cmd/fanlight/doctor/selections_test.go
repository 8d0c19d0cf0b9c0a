package doctor_test

import (
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestDoctor_Run_selections(t *testing.T) {
	t.Parallel()
	const (
		count      = " | stats count(*) as calls"
		infrequent = `, class: ["INFREQUENT_ACCESS"]`
		tag        = `SOURCE logGroupTags([{"key": "team", "values": ["shop"]}])`
		none       = `{"logGroups":[]}`
		one        = `{"logGroups":[{"logGroupName":"/app"}]}`
	)
	prefix := func(p, more string) string { return `SOURCE logGroups(namePrefix: ["` + p + `"]` + more + `)` }
	for test, c := range map[string]struct {
		source        string
		overrides     map[string]string
		denied        bool
		state         string
		words, remedy string
	}{
		"a pattern":          {source: prefix("/ap", ""), state: doctor.OK, words: "0 exist, patterns and tags that match: 1"},
		"of another account": {source: prefix("/ap", `, accountIdentifier: ["111122223333"]`), overrides: map[string]string{"DescribeLogGroups": none}, state: doctor.Failed, words: "calls: no log group matches /ap* of account 111122223333"},
		"no such pattern":    {source: prefix("/other", ""), state: doctor.Failed, words: "calls: no log group matches /other*", remedy: "write what the names begin with"},
		"no such class":      {source: prefix("/other", infrequent), state: doctor.Failed, words: "calls: no log group matches /other* in class INFREQUENT_ACCESS"},
		"of another class":   {source: prefix("/ap", infrequent), state: doctor.Failed, words: "calls: no log group of class INFREQUENT_ACCESS matches /ap*, but one of another class", remedy: "log_class"},
		"denied":             {source: prefix("/ap", ""), denied: true, state: doctor.Skipped, words: "you may not logs:DescribeLogGroups"},
		"a tag":              {source: tag, overrides: map[string]string{"ListLogGroups": one}, state: doctor.OK, words: "0 exist, patterns and tags that match: 1"},
		"no such tag":        {source: tag, overrides: map[string]string{"ListLogGroups": none}, state: doctor.Failed, words: "calls: no log group matches tag team=shop", remedy: "or the right tag"},
		"a tag, not known":   {source: tag, state: doctor.Skipped, words: "this endpoint has no logs:ListLogGroups"},
	} {
		r := aReport(t)
		r.Queries[0].LogGroups, r.Queries[0].Text = nil, c.source+count
		// The same selection is asked for once.
		r.Queries = append(r.Queries, report.Query{ID: "again", Text: c.source + " | fields a", MaxRows: 100})
		s := setup{report: r, overrides: c.overrides}
		if c.denied {
			s.denied = map[string]bool{"DescribeLogGroups": true}
		}
		expect(t, test, build(t, s).checks(), "log groups", c.state, c.words, c.remedy)
	}
}
