package importer

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCutSources(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]struct {
		rest   string
		groups []string
	}{
		"SOURCE '/a' | stats count(*)":                       {"stats count(*)", []string{"/a"}},
		" source \"/a\"|SOURCE '/b' |\nfields x | limit 3":   {"fields x | limit 3", []string{"/a", "/b"}},
		"SOURCE '/a' | # comment\nfields x":                  {"# comment\nfields x", []string{"/a"}},
		"stats count(*)":                                     {"stats count(*)", nil},
		"SOURCE logGroups(namePrefix: ['/a']) | fields x":    {"SOURCE logGroups(namePrefix: ['/a']) | fields x", nil},
		"SOURCE '/a' | SOURCE logGroups() | fields x":        {"SOURCE '/a' | SOURCE logGroups() | fields x", nil},
		"SOURCE '/a' START=-1h | fields x":                   {"SOURCE '/a' START=-1h | fields x", nil},
		"SOURCE '/a'":                                        {"SOURCE '/a'", nil},
		"filter user in (SOURCE '/b' | fields user)":         {"filter user in (SOURCE '/b' | fields user)", nil},
		"SOURCE '/a' | filter u in (SOURCE '/b' | fields u)": {"filter u in (SOURCE '/b' | fields u)", []string{"/a"}},
	} {
		rest, groups := cutSources(query)
		if rest != want.rest || !cmp.Equal(groups, want.groups) {
			t.Errorf("%q: got %q of %q, want %q of %q", query, rest, groups, want.rest, want.groups)
		}
	}
}

func TestCleanGroups(t *testing.T) {
	t.Parallel()
	got := cleanGroups([]string{"arn:aws:logs:us-east-1:123456789012:log-group:/a:*", "/b", "/b", "arn:aws:logs:us-east-1:123456789012:log-group:/a"})
	if diff := cmp.Diff([]string{"arn:aws:logs:us-east-1:123456789012:log-group:/a", "/b"}, got); diff != "" {
		t.Error(diff)
	}
}
