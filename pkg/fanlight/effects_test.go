package fanlight_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

type fixed uint64

func (f fixed) Uint64() uint64 { return uint64(f) }

func TestNewToken(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		bits uint64
		want string
	}{
		{0, "000000000000"}, {1, "000000000001"}, {1<<64 - 1, "ffffffffffff"}, {0xabcd000000000012, "000000000012"},
	} {
		if got := fanlight.NewToken(fixed(test.bits)); got != test.want {
			t.Errorf("%x: %s, want %s", test.bits, got, test.want)
		}
	}
}

func TestEventKind_NeedsPerson(t *testing.T) {
	t.Parallel()
	for kind, want := range map[fanlight.EventKind]bool{
		fanlight.EventGaveUp: true, fanlight.EventWaiting: true, fanlight.EventSkipped: false, fanlight.EventRunEnded: false,
	} {
		if got := kind.NeedsPerson(); got != want {
			t.Errorf("%s needs a person: %v, want %v", kind, got, want)
		}
	}
}
