package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestLookup(t *testing.T) {
	t.Parallel()
	output := []*syntax.LookupField{{Column: "name", Field: "name"}, {Column: "mail", Field: "m"}}
	keys := []*syntax.LookupField{{Column: "id", Field: "userId"}, {Column: "r", Field: "r"}}
	checkTree(t, "lookup users id as userId, r OUTPUT name, mail as m", &syntax.Lookup{Table: "users", Keys: keys, Output: output})
	checkTree(t, "lookup users id as userId, r outputnew name, mail as m", &syntax.Lookup{Table: "users", Keys: keys, Output: output, OnlyNew: true})
	checkTree(t, "cidrlookup nets ip as range OUTPUT name, mail as m",
		&syntax.Lookup{Table: "nets", Keys: []*syntax.LookupField{{Column: "range", Field: "ip"}}, Output: output, CIDR: true})
	checkTree(t, "cidrlookup nets ip OUTPUT name, mail as m",
		&syntax.Lookup{Table: "nets", Keys: []*syntax.LookupField{{Field: "ip"}}, Output: output, CIDR: true})
}

func TestLookupField(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]syntax.LookupField{
		"a": {Column: "a", Field: "a"}, "a as `b c`": {Column: "a", Field: "b c"},
	} {
		if got := f.String(); got != want {
			t.Errorf("the field is %s, want %s", got, want)
		}
	}
}
