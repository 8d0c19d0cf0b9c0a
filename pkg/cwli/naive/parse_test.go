package naive

import (
	"slices"
	"testing"
)

func TestGlobMatch(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text, pattern string
		want          []string
	}{
		{"url=/api/v2/users/77", "url=*", []string{"/api/v2/users/77"}},
		{"/api/v2/users/77", "/api/*/users/*", []string{"v2", "77"}},
		{"a=1, a=2, b=3", "a=*,", []string{"1"}},
		{"took 12 ms", "* 12", []string{"took"}},
		{"nothing", "a=*,", nil},
		{"a=1", "a=*,", nil},
	} {
		if got := globMatch(test.text, test.pattern); !slices.Equal(got, test.want) || (got == nil) != (test.want == nil) {
			t.Errorf("%q in %q is %q, want %q", test.pattern, test.text, got, test.want)
		}
	}
}
