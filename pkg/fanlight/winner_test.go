package fanlight_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestParseWinner(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]fanlight.Winner{
		"0123456789ab":   {Epoch: 4, Attempt: "0123456789ab"},
		"2:0123456789ab": {Epoch: 2, Attempt: "0123456789ab"},
		"x:y":            {Epoch: 4, Attempt: "x:y"},
	} {
		if got := fanlight.ParseWinner(s, 4); got != want {
			t.Errorf("%q: %+v, want %+v", s, got, want)
		}
	}
}

func TestWinner_String(t *testing.T) {
	t.Parallel()
	w := fanlight.Winner{Epoch: 12, Attempt: "abc"}
	if got := fanlight.ParseWinner(w.String(), 1); w.String() != "12:abc" || got != w {
		t.Errorf("%s is read as %+v", w, got)
	}
}
