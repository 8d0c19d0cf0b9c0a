package cli

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestReason(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"deliver to mail (email): refused":        "refused",
		"deliver to mail (email): read a: b":      "read a: b",
		"deliver to other (email): refused":       "deliver to other (email): refused",
		"the reporter's time was over\x1b[31m":    "the reporter's time was over␛[31m",
		"deliver to mail (email) was not started": "deliver to mail (email) was not started",
		"": "",
	} {
		if got := reason(fanlight.Delivery{Name: "mail", Error: written}); got != want {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}
