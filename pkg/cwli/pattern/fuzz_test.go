package pattern_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/pattern"
)

// FuzzMiner checks that each text is in one pattern, that bytes which have a meaning inside
// the miner do not leave it, and that memory is bounded by the text.
func FuzzMiner(f *testing.F) {
	for _, seed := range []string{"", "user ann left\nuser bob left\nuser cem left", `{"a":"b c","d":[1,true,"e"]}`, `{"a":"` + "\xff\xfe",
		"2026-01-31 12:30:00 fe80::1 a@b.c http://x 1h2m 0x1 -1 10.0.0.1:80", "Jan", "1/", "-", "\xfe\xff\xfe", "é\x00", "::::::::", "https://", "a:://", "{\"\\"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, lines string) {
		const limit = 1 << 20
		texts := strings.Split(lines, "\n")
		var list []pattern.Pattern
		allocs.AtMost(t, uint64(100*len(lines)+2_000*len(texts)+100_000), func() {
			m := pattern.New(limit)
			for _, text := range texts {
				if m.Add(text) != nil {
					t.Skip()
				}
			}
			list = m.Patterns()
		})
		sum := 0
		for _, p := range list {
			sum += p.Count
			if strings.IndexByte(p.Text, 0xFE)+strings.IndexByte(p.Text, 0xFF) > -2 && utf8.ValidString(lines) {
				t.Errorf("a mark in the pattern %q of %q", p.Text, lines)
			}
		}
		if sum != len(texts) {
			t.Errorf("%d texts in the patterns of %d", sum, len(texts))
		}
		checkParts(t, texts[0])
	})
}

// tokens are the tokens of patterns, and the blanks, of which patterns have fewer.
var tokens = regexp.MustCompile(`<[A-Za-z]+-[0-9]+>|\s+`)

// checkParts checks that the parts of a text's pattern are in the text, in order.
func checkParts(t *testing.T, text string) {
	m := pattern.New(1 << 20)
	if err := m.Add(text); err != nil {
		t.Fatal(err)
	}
	list := m.Patterns()
	rest := strings.NewReplacer("\xfe", "\ufffd", "\xff", "\ufffd").Replace(text)
	for _, part := range tokens.Split(list[0].Text, -1) {
		_, after, ok := strings.Cut(rest, part)
		if !ok {
			t.Fatalf("the pattern %q has %q, which the text %q has not", list[0].Text, part, text)
		}
		rest = after
	}
}
