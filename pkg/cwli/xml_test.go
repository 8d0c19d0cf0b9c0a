package cwli

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
)

// The work to read XML grows with the length of the text, however deep it nests.
func TestElementAt(t *testing.T) { //nolint:paralleltest // other tests' bytes would count
	read := elementAt("/a/b")
	deep := strings.Repeat("<a>x", 10_000)
	allocs.AtMost(t, uint64(200*len(deep)), func() { read(deep) })
	for text, want := range map[string]string{
		"at 1: <a><c><b>no</b></c><b> yes </b></a>": "yes",
		"<a><a><b>no</b></a></a>":                   "",
		"<b>no</b><a><b>yes</b></a>":                "yes",
		"<a><b></b><b>second</b></a>":               "second",
		"<a><b>open":                                "open",
		"no XML":                                    "",
	} {
		if got := read(text); got.String() != want {
			t.Errorf("%s: %q, want %q", text, got.String(), want)
		}
	}
}
