package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
)

func TestCompile(t *testing.T) {
	t.Parallel()
	compiled, err := Compile([]*Report{botUsage(), byHand(), search()}, sources)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(compiled, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "testdata/compiled.json", string(got)+"\n")
}

// sources stands in for package source, which reads the language: it finds what search
// names.
func sources(query string) Sources {
	if !strings.Contains(query, "SOURCE") {
		return Sources{}
	}
	return Sources{LogGroups: []string{"/web", "/api"}, Prefixes: []string{"/aws/lambda/", "111122223333:/aws/ecs/"}}
}

// What SOURCE names is compiled next to the definition, whose bytes do not depend on it.
func TestSources(t *testing.T) {
	t.Parallel()
	r := search()
	for _, c := range []struct {
		sources          Sources
		groups, prefixes []string
	}{
		{Sources{}, []string{"/own"}, []string{}},
		{Sources{LogGroups: []string{"/web", "/own"}}, []string{"/own", "/web"}, []string{}},
		{Sources{Prefixes: []string{"/b", "/a", "/b"}}, []string{"/own"}, []string{"/a", "/b"}},
	} {
		compiled, err := Compile([]*Report{r}, func(string) Sources { return c.sources })
		if err != nil {
			t.Fatal(err)
		}
		one := compiled.Reports[0]
		if !slices.Equal(one.LogGroups, c.groups) || !slices.Equal(one.LogGroupPrefixes, c.prefixes) || one.LogGroupPrefixes == nil {
			t.Errorf("%+v: log groups %q, prefixes %q, want %q and %q", c.sources, one.LogGroups, one.LogGroupPrefixes, c.groups, c.prefixes)
		}
		if one.Hash != r.Hash() {
			t.Errorf("%+v: hash %s, want that of the definition", c.sources, one.Hash)
		}
	}
}

func TestCompile_refuses(t *testing.T) {
	t.Parallel()
	large := byHand()
	large.Queries = make([]Query, MaxQueries+1)
	for want, reports := range map[string][]*Report{
		`compile reports: duplicate report "audit": want a name for each`:                          {byHand(), byHand()},
		`compile reports: report "audit" has 10001 queries: want at most 10000 (split the report)`: {large},
	} {
		if _, err := Compile(reports, sources); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func TestReport_AllLogGroups(t *testing.T) {
	t.Parallel()
	r := &Report{Queries: []Query{{LogGroups: []string{"/web", "/api"}}, {LogGroups: []string{"/bot", "/web"}}}}
	if got, want := r.AllLogGroups(), []string{"/api", "/bot", "/web"}; !slices.Equal(got, want) {
		t.Errorf("log groups %v, want %v", got, want)
	}
	if got := byHand().AllLogGroups(); got == nil || len(got) > 0 {
		t.Errorf("without queries: %#v, want an empty list, which JSON writes as []", got)
	}
}
