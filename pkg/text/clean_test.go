package text_test

import (
	"encoding/json"
	"testing"

	"github.com/fanlight/fanlight/pkg/text"
)

// untouched are texts that are safe as they are.
var untouched = []string{
	"", "plain", "Grüße, 世界 ✓", "e\u0301le\u0300ve", "<b>&\"quoted\"", "\uFFFD",
	"👩‍👩‍👧 and 👩🏽‍❤️‍💋‍👨🏿", "🙂‍↔️", "👍🏽 ❤️ 🇩🇪 1️⃣", // emoji
	"می\u200cخواهم", "क्\u200dष", "ශ්\u200dරී", // words with joiners
	"שלום", "؀١", // written from right to left
	"a\u00A0b\u3000c",
}

// hostile are texts that fool a terminal or a reader, as Clean shows them.
var hostile = map[string]string{
	"\x1b[31mred":                "␛[31mred",
	"\x1b]0;title\x07":           "␛]0;title␇",
	"a\x00b\x7f":                 "a␀b␡",
	"\u009b31mred":               "\uFFFD31mred",
	"photo\u202Egpj.exe":         "photo\uFFFDgpj.exe",
	"\u2066a\u2069\u061C\u200F":  "\uFFFDa\uFFFD\uFFFD\uFFFD",
	"zero\u200Bwidth\uFEFF":      "zero\uFFFDwidth\uFFFD",
	"soft\u00ADhyphen":           "soft\uFFFDhyphen",
	"filler\u3164\u115F\u034F":   "filler\uFFFD\uFFFD\uFFFD",
	"tag\U000E0041":              "tag\uFFFD",
	"selector\U000E0100":         "selector\uFFFD",
	"note\uFFF9a\uFFFBb":         "note\uFFFDa\uFFFDb",
	"none\uFFFE\U0001FFFF\uFDD0": "none\uFFFD\uFFFD\uFFFD",
	"invalid \xff\xc3 utf8":      "invalid \uFFFD\uFFFD utf8",
	"ad\u200Dmin ad\u200Cmin":    "ad\uFFFDmin ad\uFFFDmin",
	"👩\u200D":                    "👩\uFFFD",
	"👩\u200D\u200D👧":             "👩\uFFFD\uFFFD👧",
	"👩\u200Da ✓":                 "👩\uFFFDa ✓",
	"a\u200D👩":                   "a\uFFFD👩",
	"👩\u200Cx\u200D👧":            "👩\uFFFDx\uFFFD👧",
}

func TestClean(t *testing.T) {
	t.Parallel()
	for _, s := range untouched {
		if got := text.Clean(s); got != s {
			t.Errorf("Clean(%q) = %q, want it as it is", s, got)
		}
	}
	for in, want := range hostile {
		if got := text.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"two\nlines": "two␊lines", "two\r\nlines\tand tabs": "two␊lines and tabs", "over\rwritten": "over␍written",
		"a\u0085b\u2028c\u2029d": "a␊b␊c␊d", " \t\nends\r\n\n": "ends", "\n": "",
	} {
		if got := text.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanLines(t *testing.T) {
	t.Parallel()
	for in, want := range hostile {
		if got := text.CleanLines(in); got != want {
			t.Errorf("CleanLines(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"two\r\nlines\n": "two\nlines\n", "\tindented\n": "\tindented\n", "over\rwritten": "over␍written", "a\u2028b": "a␊b",
	} {
		if got := text.CleanLines(in); got != want {
			t.Errorf("CleanLines(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEscapeJSON(t *testing.T) {
	t.Parallel()
	for in := range hostile {
		encoded, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		escaped := text.EscapeJSON(string(encoded))
		if clean := text.Clean(escaped); clean != escaped {
			t.Errorf("%q is encoded as %q, of which Clean makes %q", in, escaped, clean)
		}
		var back string
		if err := json.Unmarshal([]byte(escaped), &back); err != nil || back != string([]rune(in)) {
			t.Errorf("%q came back as %q, %v", in, back, err)
		}
	}
	for in, want := range map[string]string{
		"{\n \"a\": \"👩‍👩‍👧\"\n}\n": "{\n \"a\": \"👩‍👩‍👧\"\n}\n",
		"\"\U000E0041\u202E\"":      `"\udb40\udc41\u202e"`,
	} {
		if got := text.EscapeJSON(in); got != want {
			t.Errorf("EscapeJSON(%q) = %q, want %q", in, got, want)
		}
	}
}
