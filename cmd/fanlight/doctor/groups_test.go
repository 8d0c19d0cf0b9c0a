package doctor_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
)

// described answers DescribeLogGroups with one group.
func described(name, more string) map[string]string {
	return map[string]string{"DescribeLogGroups": `{"logGroups":[{"logGroupName":"` + name + `","logGroupArn":"` + linked + `"` + more + `}]}`}
}

const linked = "arn:aws:logs:us-east-1:111122223333:log-group:/app"

func TestDoctor_Run_groups(t *testing.T) {
	t.Parallel()
	for test, c := range map[string]struct {
		group         string // of the report; empty: /app
		overrides     map[string]string
		denied        bool
		state         string
		words, remedy string
	}{
		"there":           {state: doctor.OK, words: "1 exist"},
		"encrypted":       {overrides: described("/app", `,"kmsKeyId":"arn:aws:kms:us-east-1:1:key/k","logGroupClass":"STANDARD"`), state: doctor.OK, words: "1 exist, 1 encrypted"},
		"infrequent":      {overrides: described("/app", `,"logGroupClass":"INFREQUENT_ACCESS"`), state: doctor.OK, words: "1 of class Infrequent Access, of which five queries run at a time"},
		"delivery":        {overrides: described("/app", `,"logGroupClass":"DELIVERY"`), state: doctor.Failed, words: "calls: /app is of class Delivery", remedy: "class Standard"},
		"another one":     {overrides: described("/apps", ""), state: doctor.Failed, words: "log group /app does not exist", remedy: "name the right one"},
		"another account": {group: linked, overrides: described("/app", ""), state: doctor.OK, words: "1 exist"},
		"another Region":  {group: strings.Replace(linked, "us-east-1", "eu-west-1", 1), state: doctor.Failed, words: "is in another Region than the stack", remedy: "deploy a stack there"},
		"denied":          {denied: true, state: doctor.Skipped, words: "you may not logs:DescribeLogGroups"},
	} {
		r := aReport(t)
		if c.group != "" {
			r.Queries[0].LogGroups = []string{c.group}
		}
		s := setup{report: r, overrides: c.overrides}
		if c.denied {
			s.denied = map[string]bool{"DescribeLogGroups": true}
		}
		all := build(t, s).checks()
		expect(t, test, all, "log groups", c.state, c.words, c.remedy)
	}
}
