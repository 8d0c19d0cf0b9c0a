package fanlight_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Queries that read the same log groups whole share a scope; one that reads other events
// has its own.
func TestQuery_Scope(t *testing.T) {
	t.Parallel()
	of := func(text string, groups ...string) fanlight.Scope {
		return fanlight.Query{Text: text, LogGroups: groups}.Scope()
	}
	base := of("filter a = 1", "/a", "/b")
	if base.Query.Text != "fields @message" || len(base.Key) != 16 {
		t.Errorf("got %+v", base)
	}
	for text, same := range map[string]bool{
		"stats count(*) as n, min(a) by bin(5m)": true, "filter company like /any/": true, "fields @message | sort @timestamp | limit 5": true,
		"filterIndex a = 1": false, "pattern @message | DIFF": false, "fields a | limit any 5": false,
		"filter a in (SOURCE '/c' | fields a)": false, "fields a | join left=l right=r where l.a=r.a (SOURCE '/c')": false,
	} {
		got := of(text, "/b", "/a")
		if (got.Key == base.Key) != same || !same && got.Query.Text != text {
			t.Errorf("%s: the same scope: %t, by %q", text, got.Key == base.Key, got.Query.Text)
		}
	}
	if of("filter a = 1", "/a").Key == base.Key || of("SOURCE '/a' | fields a").Key == of("SOURCE '/b' | fields a").Key {
		t.Error("other log groups share a scope")
	}
}

func TestQuery_Bounded(t *testing.T) {
	t.Parallel()
	for q, want := range map[*fanlight.Query]bool{{}: false, {MaxScan: 1}: true, {Budget: 0.5}: true, {MaxBytes: 1}: false} {
		if q.Bounded() != want {
			t.Errorf("%+v: %t", q, q.Bounded())
		}
	}
}
