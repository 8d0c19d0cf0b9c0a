package syntax_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestAutoRegress(t *testing.T) {
	t.Parallel()
	checkTree(t, "autoregress a", &syntax.AutoRegress{Field: field("a"), From: 1, To: 1})
	checkTree(t, "autoregress a as b p=3", &syntax.AutoRegress{Field: field("a"), Alias: field("b"), From: 3, To: 3})
	checkTree(t, "autoregress a p=1-4", &syntax.AutoRegress{Field: field("a"), From: 1, To: 4})
}

func TestAutoRegress_Names(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"autoregress bytes":            {"bytes_p1"},
		"autoregress bytes as b p=2":   {"b"},
		"autoregress bytes p=1-4":      {"bytes_p1", "bytes_p2", "bytes_p3", "bytes_p4"},
		"autoregress bytes as b p=2-3": {"b_p2", "b_p3"},
	} {
		if diff := cmp.Diff(want, last[*syntax.AutoRegress](t, query).Names()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", query, diff)
		}
	}
}
