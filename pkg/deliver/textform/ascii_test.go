package textform_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/textform"
)

func TestASCII(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Telegram bot usage · 1 Jan 12:25 – 2 Jan 12:25 UTC (24 h)": "Telegram bot usage - 1 Jan 12:25 - 2 Jan 12:25 UTC (24 h)",
		"Übersicht für Łódź, naïve façade":                          "Uebersicht fuer Lodz, naive facade",
		"e\u0301te\u0301":        "ete",
		"利用状況レポート 7":             "? 7",
		"a\r\nBcc: b\x00\x1b[2J": "a Bcc: b?[2J",
		"two  \u00a0 blanks":     "two blanks",
		"":                       "",
		strings.Repeat("x", 40):  strings.Repeat("x", 40),
		strings.Repeat("x", 41):  strings.Repeat("x", 37) + "...",
		strings.Repeat("ß", 30):  strings.Repeat("s", 37) + "...",
	} {
		limit := 40
		if len(want) > 40 {
			limit = 100
		}
		if got := textform.ASCII(in, limit); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzASCII(f *testing.F) {
	f.Add("Übersicht · 利用\r\n", uint8(99))
	f.Fuzz(func(t *testing.T, line string, limit uint8) {
		got := textform.ASCII(line, 3+int(limit))
		if len(got) > 3+int(limit) || strings.TrimSpace(got) != got || strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%q", got)
		}
	})
}
