package fanlight_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestCutSource(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"":                                    {"", ""},
		"fields a | SOURCE '/a'":              {"", "fields a | SOURCE '/a'"},
		"sources = 1":                         {"", "sources = 1"},
		"# SOURCE 'a' |\nfields a":            {"", "# SOURCE 'a' |\nfields a"},
		"SOURCE '/a' | fields a":              {"SOURCE '/a'", "fields a"},
		"SOURCE \"/a|b\" |\nfields a | limit": {"SOURCE \"/a|b\"", "fields a | limit"},
		`SOURCE "a\"|" | fields '|'`:          {`SOURCE "a\"|"`, "fields '|'"},
		"# those of a\n source '/a' | SOURCE '/b'\n| # all\nfields a": {"# those of a\n source '/a' | SOURCE '/b'", "# all\nfields a"},
		"SOURCE logGroups(namePrefix: ['/a'])":                        {"SOURCE logGroups(namePrefix: ['/a'])", ""},
		"SOURCE 'a":                                                   {"SOURCE 'a", ""},
	} {
		if source, rest := fanlight.CutSource(text); source != want[0] || rest != want[1] {
			t.Errorf("%q: %q and %q, want %q", text, source, rest, want)
		}
	}
}

func TestSelected(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`fields a`:             "",
		`SOURCE "/a" | fields`: "",
		`SOURCE logGroups()`:   "",
		"SOURCE logGroups(namePrefix: [\"/aws/lambda/shop-\"]) |\nfields a":                             "/aws/lambda/shop-* in class Standard",
		`SOURCE logGroups(namePrefix: '/a', class: "INFREQUENT_ACCESS") | fields a`:                     "/a* in class INFREQUENT_ACCESS",
		`SOURCE logGroups(namePrefix: ['/a', "/b"]) | filter x in (SOURCE logGroups(namePrefix: '/c'))`: "/a*, /b* in class Standard",
		`SOURCE logGroupTags([{"key": "team", "values": ["a", "b"]}, {"key": "env", "values": ["c"]}])`: "tag team=a, b with tag env=c in class Standard",
		`SOURCE logGroups(namePrefix: ["/a"]) logGroupTags([{"key": "team", "values": ["a"]}]) | x`:     "/a* with tag team=a in class Standard",
	} {
		if got := fanlight.Selected(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzCutSource(f *testing.F) {
	f.Add("SOURCE logGroups(namePrefix: [\"/a\"]) |\n# b\nstats count(*)")
	f.Add("#\n source '\\")
	f.Fuzz(func(t *testing.T, text string) {
		source, rest := fanlight.CutSource(text)
		if !strings.Contains(text, source) || !strings.HasSuffix(strings.Trim(text, " \t\r\n"), rest) {
			t.Errorf("%q: %q and %q are not of it", text, source, rest)
		}
		if again, _ := fanlight.CutSource(rest); again != "" {
			t.Errorf("%q: %q is left", text, again)
		}
		fanlight.Selected(text)
	})
}
