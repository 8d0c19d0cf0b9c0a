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
	compiled, err := Compile([]*Report{botUsage(), byHand()})
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(compiled, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "testdata/compiled.json", string(got)+"\n")
}

func TestCompile_refuses(t *testing.T) {
	t.Parallel()
	large := byHand()
	large.Queries = make([]Query, MaxQueries+1)
	for want, reports := range map[string][]*Report{
		`compile reports: duplicate report "audit": want a name for each`:                          {byHand(), byHand()},
		`compile reports: report "audit" has 10001 queries: want at most 10000 (split the report)`: {large},
	} {
		if _, err := Compile(reports); err == nil || !strings.Contains(err.Error(), want) {
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
