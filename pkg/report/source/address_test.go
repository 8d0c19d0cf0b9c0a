package source

import (
	"strings"
	"testing"
)

// The definition has what SES and IAM compare: the domain in Punycode, the local part as it
// is, and names that a mail program reads.
func TestLoad_address(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Reports@Example.org":                   "Reports@Example.org",
		"Fanlight <reports@example.org>":        "Fanlight <reports@example.org>",
		"jm@müller.example":                     "jm@xn--mller-kva.example",
		"Jörg Müller <jm@Müller.example>":       "Jörg Müller <jm@xn--mller-kva.example>",
		"Sales, EU <team@example.org>":          `"Sales, EU" <team@example.org>`,
		"DEBUG: Bob <bob@example.org>":          `"DEBUG: Bob" <bob@example.org>`,
		"日報 <r@例え.テスト>":                         "日報 <r@xn--r8jz45g.xn--zckzah>",
		"=?utf-8?q?J=C3=B6rg?= <j@example.org>": "Jörg <j@example.org>",
	} {
		r := mustLoad(t, edit(t, "stdout: {}", `email: { from: '`+text+`', to: ['`+text+`'] }`), nil)
		if got := r.Deliver[0].Email; got.From != want || got.To[0] != want {
			t.Errorf("%s: from %q to %q, want %q", text, got.From, got.To[0], want)
		}
	}
}

// A value of an environment may hold the address: it is checked as any other.
func TestLoad_address_of_a_value(t *testing.T) {
	t.Parallel()
	src := edit(t, "stdout: {}", `email: { from: "reports@${domain}", to: ["a@${domain}"] }`)
	r := mustLoad(t, src, Values{"domain": "müller.example"})
	if got, want := r.Deliver[0].Email.From, "reports@xn--mller-kva.example"; got != want {
		t.Errorf("sender %q, want %q", got, want)
	}
	_, _, err := loadText(src, Values{"domain": "localhost"}, Options{})
	if err == nil || !strings.Contains(err.Error(), "no dot in its domain") {
		t.Errorf("error %v, want the place of an address without a domain", err)
	}
}
