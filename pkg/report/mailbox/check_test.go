package mailbox_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report/mailbox"
)

func TestMailbox_Check(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("x", n) }
	for address, want := range map[string]string{
		"a@example.org":                                  "",
		"a@xn--mller-kva.example":                        "",
		"Jörg <jm@example.org>":                          "",
		long(64) + "@example.org":                        "",
		long(65) + "@example.org":                        "65 characters before its @",
		"jörg@example.org":                               "beyond ASCII before its @",
		"a@müller.example":                               "'ü' in its domain",
		"a@localhost":                                    "no dot",
		"a@[127.0.0.1]":                                  "'[' in its domain",
		"a@-example.org":                                 "hyphen",
		"a@example-.org":                                 "hyphen",
		"a@ex_ample.org":                                 "'_' in its domain",
		"a@" + long(63) + ".org":                         "",
		"a@" + long(64) + ".org":                         "64 characters between two dots",
		"a@" + strings.Repeat(long(59)+".", 4) + "orgs!": "'!'",
		"a@" + strings.Repeat(long(62)+".", 4) + "org":   "",
		"a@" + strings.Repeat(long(62)+".", 4) + "arpa":  "256 characters after its @",
	} {
		m, err := mailbox.Parse(address)
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		err = m.Check()
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}
