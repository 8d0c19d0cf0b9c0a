package syntax_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// TestExtract_groups finds the groups of regular expressions: the new names are theirs.
func TestExtract_groups(t *testing.T) {
	t.Parallel()
	for re, want := range map[string][]string{
		`(?<a>x)(y)(?P<b>z)`:                   {"a", "", "b"},
		`(?:x)(?i)(?i:y)(?<a>z)`:               {"a"},
		`\((?<a>x)\)`:                          {"a"},
		`[(](?<a>x)[^(]`:                       {"a"},
		`[](](?<a>x)[^](]`:                     {"a"},
		`[\](](?<a>x)`:                         {"a"},
		`[[:alpha:](](?<a>x)`:                  {"a"},
		`\Q(\E(?<a>x)`:                         {"a"},
		`\\(x)(?<a>y)`:                         {"", "a"},
		`(?=x)(?!y)(?<=z)(?<!z)(?>z)(?<a>(x))`: {"a", ""},
	} {
		var got []string
		for _, alias := range last[*syntax.Extract](t, "parse /"+re+"/").Aliases {
			name := ""
			if alias != nil {
				name = alias.Name
			}
			got = append(got, name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("/%s/ (-want +got)\n%s", re, diff)
		}
	}
}
