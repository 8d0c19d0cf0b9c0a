package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ofTenants = `
report: usage
title: Usage of {{each}} in ${env}
for_each: [acme, globex]
window: 24h
log_groups: ["/app/{{each}}"]
parameters: { level: "{{each}}-x" }
queries:
  calls: { query: 'filter t = "{{each}}" and l = "{{level}}"' }
sections: [ { title: "Calls {{each}}", query: calls } ]
deliver:
  - slack: { channel: "#team-{{each}}", token: "ssm:/${env}/{{each}}" }
tests:
  - { name: one, logs: "{{each}}/", at: 2026-01-02T12:30:00Z, rows: { calls: [] } }
  - { name: two, logs: b, at: 2026-01-02T12:30:00Z, each: globex, golden: a.txt }
`

func TestBuildAll(t *testing.T) {
	t.Parallel()
	files, notes, err := LoadTests(folder(t, [2]string{"a.yaml", ofTenants}), DefaultValues(), Options{})
	if err != nil || len(notes) > 0 {
		t.Fatalf("notes %v, error %v", notes, err)
	}
	var got [][]string
	for _, f := range files {
		r, tests := f.Report, []string{}
		for _, test := range f.Tests {
			tests = append(tests, test.Name+" "+test.Logs[0].Path)
		}
		got = append(got, append([]string{f.Each, r.Name, r.Title, r.Queries[0].ID, r.Queries[0].Text, r.Queries[0].LogGroups[0],
			r.Sections[0].Title, r.Deliver[0].Slack.Channel, string(r.Deliver[0].Slack.Token)}, tests...))
	}
	want := [][]string{
		{"acme", "usage-acme", "Usage of acme in local", "calls", `filter t = "acme" and l = "acme-x"`, "/app/acme",
			"Calls acme", "#team-acme", "ssm:/local/acme", "one (acme) acme/"},
		{"globex", "usage-globex", "Usage of globex in local", "calls", `filter t = "globex" and l = "globex-x"`, "/app/globex",
			"Calls globex", "#team-globex", "ssm:/local/globex", "one (globex) globex/", "two b"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A secret that an item makes invalid is not shown, nor is its line.
func TestBuildAll_secrets(t *testing.T) {
	t.Parallel()
	_, _, err := loadText(strings.Replace(ofTenants, `"ssm:/${env}/{{each}}"`, `"hunter2-{{each}}"`, 1), DefaultValues(), Options{})
	if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "report.yaml:12:48: literal secret in token") {
		t.Error(err)
	}
}

func TestBuilder_testName(t *testing.T) {
	t.Parallel()
	files, _, err := LoadTests(folder(t, [2]string{"a.yaml", strings.Replace(ofTenants, "name: one", "name: 'of {{each}}'", 1)}), DefaultValues(), Options{})
	if err != nil || files[0].Tests[0].Name != "of acme" {
		t.Errorf("%+v, %v", files, err)
	}
}
