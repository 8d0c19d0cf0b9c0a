package mailbox_test

import (
	"net/mail"
	"strings"
	"testing"
	"unicode"

	"github.com/fanlight/fanlight/pkg/report/mailbox"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]mailbox.Mailbox{
		"team@example.org":                       {"", "team@example.org"},
		"<team@example.org>":                     {"", "team@example.org"},
		"Team <team@example.org>":                {"Team", "team@example.org"},
		"Sales, EU <team@example.org>":           {"Sales, EU", "team@example.org"},
		"DEBUG: Bob <bob@example.org>":           {"DEBUG: Bob", "bob@example.org"},
		`"Sales, EU" <team@example.org>`:         {"Sales, EU", "team@example.org"},
		`"a \"b\" <c@d>" <team@example.org>`:     {`a "b" <c@d>`, "team@example.org"},
		"Jörg Müller <jm@example.org>":           {"Jörg Müller", "jm@example.org"},
		"=?utf-8?q?J=C3=B6rg?= <jm@example.org>": {"Jörg", "jm@example.org"},
		"日報 (毎日), <r@example.jp>":                {"日報 (毎日),", "r@example.jp"},
		"Reports@Example.org":                    {"", "Reports@Example.org"},
		"a+b.c_d@example.org":                    {"", "a+b.c_d@example.org"},
		`"a b"@example.org`:                      {"", `"a b"@example.org`},
		"jm@müller.example":                      {"", "jm@müller.example"},
	} {
		got, err := mailbox.Parse(text)
		if err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestParse_errors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                  "no @",
		"team":                              "no @",
		"@example.org":                      "nothing on one side",
		"team@":                             "nothing on one side",
		"a@example.org, b@example.org":      "several addresses",
		"a@example.org;b@example.org":       "several addresses",
		"a@b@example.org":                   "two @",
		"some user@example.org":             "a blank",
		".a@example.org":                    "a dot at an end",
		"a..b@example.org":                  "two in a row",
		"a@example..org":                    "two in a row",
		"Team <a@.example.org>":             "dot at an end of its domain",
		"Team <a..b@example.org>":           "two in a row",
		`"Team <team@example.org>`:          `has " in its name`,
		`Te"am <team@example.org>`:          `has " in its name`,
		"a@example.org <b@example.org>":     "@ in its name",
		"Team <team@example.org> of":        "does not end in >",
		"a@example.org\r\nBcc: b@c.example": "control character",
		"Team\x00 <team@example.org>":       "control character",
	} {
		if m, err := mailbox.Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v; want %q", text, m, err, want)
		}
	}
}

func TestMailbox_Header(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"team@example.org":                     "team@example.org",
		"Reports <reports@example.com>":        "Reports <reports@example.com>",
		"Sales, EU <team@example.org>":         `"Sales, EU" <team@example.org>`,
		"DEBUG: Bob <bob@example.org>":         `"DEBUG: Bob" <bob@example.org>`,
		`"a \"b\" \\ c" <team@example.org>`:    `"a \"b\" \\ c" <team@example.org>`,
		"Jörg <jm@example.org>":                "=?utf-8?q?J=C3=B6rg?= <jm@example.org>",
		"Sales, Zürich: EU <team@example.org>": "=?utf-8?b?U2FsZXMsIFrDvHJpY2g6IEVV?= <team@example.org>",
	} {
		m, err := mailbox.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Header(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestMailbox_String(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Fanlight <reports@example.org>":         "Fanlight <reports@example.org>",
		"Jörg Müller <jm@example.org>":           "Jörg Müller <jm@example.org>",
		"=?utf-8?q?J=C3=B6rg?= <jm@example.org>": "Jörg <jm@example.org>",
		"Sales, EU <team@example.org>":           `"Sales, EU" <team@example.org>`,
		"<team@example.org>":                     "team@example.org",
	} {
		m, err := mailbox.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.String(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a@b.c", "N <a@b.c>", "Sales, EU <a@b.c>", `"x\"" <a@b.c>`, "=?utf-8?q?J=C3=B6rg?= <a@b.c>", "ü <a@ü.c>", "a@b.c (N)", `"a b"@c.d`, "=?utf-8?q?=?= =?=0A <a@b.c>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := mailbox.Parse(s)
		if err != nil {
			return
		}
		if again, err := mailbox.Parse(m.String()); err != nil || again != m {
			t.Errorf("%q is read as %q, whose text %q is read as %q, %v", s, m, m.String(), again, err)
		}
		if m.Check() != nil {
			return
		}
		checkHeader(t, m)
	})
}

// checkHeader holds the header to what another program reads of it.
func checkHeader(t *testing.T, m mailbox.Mailbox) {
	t.Helper()
	header := m.Header()
	if strings.ContainsFunc(header, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) }) {
		t.Errorf("%q has the header %q, which is not printable ASCII", m, header)
	}
	read, err := mail.ParseAddress(header)
	if err != nil || read.Name != m.Name {
		t.Errorf("%q has the header %q, which is read as %v, %v", m, header, read, err)
	}
}
