package source_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/report/source"
)

func TestWantedChannel(t *testing.T) {
	t.Parallel()
	checkWanted(t, source.WantedChannel, []string{"#me", "C0123"}, []string{"me", "", "#Me", "#a b"})
}

func TestWantedChat(t *testing.T) {
	t.Parallel()
	checkWanted(t, source.WantedChat, []string{"@some_one", "-100123"}, []string{"some_one", "@a b", "0"})
}

func TestWantedAddress(t *testing.T) {
	t.Parallel()
	checkWanted(t, source.WantedAddress, []string{"a@example.org"}, []string{"a", "a@b,c@d", "a@example.org\nBcc: b@example.org"})
}

// checkWanted holds that good values want nothing, and that bad ones want something.
func checkWanted(t *testing.T, wanted func(string) string, good, bad []string) {
	t.Helper()
	for _, s := range good {
		if want := wanted(s); want != "" {
			t.Errorf("%q: wants %s", s, want)
		}
	}
	for _, s := range bad {
		if wanted(s) == "" {
			t.Errorf("%q is taken", s)
		}
	}
}
