package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestSelections(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]Selection{
		`SOURCE "/a" | fields a`: nil,
		`SOURCE logGroups(namePrefix: ["/a"], accountIdentifier: ["111122223333"]) | filter a in (SOURCE logGroupTags([{"key": "team", "values": ["x"]}]) | fields a)`: {
			{Prefixes: []string{"/a"}, Accounts: []string{"111122223333"}, Class: "STANDARD"}, {Tags: report.Tags{"team": {"x"}}, Class: "STANDARD"}},
		`SOURCE logGroups(namePrefix: ["/a"], class: ["INFREQUENT_ACCESS"]) | fields a`: {{Prefixes: []string{"/a"}, Class: "INFREQUENT_ACCESS"}},
	} {
		if diff := cmp.Diff(want, Selections(query)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}
}

// Tags alone are granted by their values.
func TestQueryText_checkSources_tags(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		`SOURCE logGroupTags([{"key": "team", "values": ["a", "b"]}]) | fields a`:                                                       "",
		`SOURCE logGroups(namePrefix: ["/a"]) logGroupTags([{"key": "team", "values": ["a*"]}]) | fields a`:                             "",
		`SOURCE logGroupTags([{"key": "team", "values": ["a*"]}]) | fields a`:                                                           "invalid values of tag `team`",
		`SOURCE logGroupTags([{"key": "team", "values": ["!a"]}]) | fields a`:                                                           "invalid values of tag `team`",
		`SOURCE logGroupTags([{"key": "a?", "values": ["a"]}]) | fields a`:                                                              "invalid tag `a?`",
		`SOURCE logGroupTags([{"key": "a", "values": ["a"]}, {"key": "a", "values": ["b"]}]) | fields a`:                                "invalid tag `a` in `SOURCE`, which is there twice",
		`SOURCE logGroups(accountIdentifier: ["111122223333"]) logGroupTags([{"key": "a", "values": ["a"]}]) | fields a`:                "of accounts by tag alone",
		`SOURCE logGroups(namePrefix: ["/a"], accountIdentifier: ["111122223333"]) logGroupTags([{"key": "a", "values": ["a"]}]) | x a`: "unknown command `x`",
	} {
		src := "report: daily\nwindow: 24h\nqueries:\n  calls: { query: '" + query + "' }\ndeliver: [ { stdout: {} } ]\n"
		_, _, err := loadText(src, nil, Options{})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: error %v, want %q", query, err, want)
		}
	}
}
