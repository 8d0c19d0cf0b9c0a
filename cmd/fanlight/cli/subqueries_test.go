package cli

import (
	"slices"
	"testing"
)

func TestCommandsOf(t *testing.T) {
	t.Parallel()
	const query = `SOURCE "/a" | fields x in (SOURCE "/b" | fields x) as seen
		| filter x = 1 and not (y in (SOURCE "/c" | lookup users x OUTPUT y | fields y))
		| join type=inner left=l right=r where l.x = r.x (SOURCE "/d" | fields x)`
	if got, want := groupsNamed(query), []string{"/a", "/d", "/b", "/c"}; !sameMembers(got, want) {
		t.Errorf("groups %q, want %q", got, want)
	}
	if got := tablesNamed(query); !slices.Equal(got, []string{"users"}) {
		t.Errorf("tables %q", got)
	}
	if got := commandsOf("filtr"); got != nil {
		t.Errorf("got %v", got)
	}
}

func sameMembers(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
