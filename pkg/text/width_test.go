package text_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/text"
)

func TestWidth(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "漢字": 4, "한국어": 6, "ｱ": 1, "Ａ": 2, "👍": 2, "👍🏽": 2,
		"👩\u200d👩\u200d👧": 2, "✅": 2, "⚠️": 2, "❤️": 2, "🇩🇪": 2, "…": 1, "–": 1, "ไทย": 3, "שלום": 4, "␛": 1, "\uFFFD": 1,
	} {
		if got := text.Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestUTF16Len(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "é": 1, "日本": 2, "🙂": 2, "a\xff": 2} {
		if got := text.UTF16Len(s); got != want {
			t.Errorf("UTF16Len(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		s       string
		columns int
		want    string
	}{
		{"short", 5, "short"}, {"longer", 5, "long…"}, {"漢字漢字", 8, "漢字漢字"}, {"漢字漢字", 5, "漢字…"}, {"漢字漢字", 4, "漢…"},
		{"e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"}, {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
		{"👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"}, {"👩‍👩‍👧👩‍👩‍👧", 2, "…"}, {"👩🏽‍❤️‍💋‍👨🏿", 2, "👩🏽‍❤️‍💋‍👨🏿"},
		{"🇩🇪🇫🇷", 3, "🇩🇪…"}, {"⸻", 3, "…"}, {"漢", 1, "…"}, {"ab", 1, "…"}, {"", 0, ""}, {"a", 0, ""}, {"a", -1, ""},
		{"a" + strings.Repeat("\u0301", 100), 5, "…"}, // a heap of marks: 201 bytes
	} {
		if got := text.Cut(tt.s, tt.columns); got != tt.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", tt.s, tt.columns, got, tt.want)
		}
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		s    string
		n    int
		want string
	}{
		{"short", 5, "short"}, {"longer", 5, "long…"}, {"漢字漢字", 4, "漢字漢字"}, {"漢字漢字漢", 4, "漢字漢…"},
		{"e\u0301e\u0301", 4, "e\u0301e\u0301"}, {"e\u0301e\u0301", 3, "e\u0301…"}, {"👩‍👩‍👧!", 5, "…"}, {"a", 0, ""},
		{"abe\u0301xyz", 4, "ab…"}, {"abe\u0301xyz", 5, "abe\u0301…"}, {"ab漢字yz", 4, "ab漢…"}, {"ab👩‍👩‍👧yz", 9, "ab👩‍👩‍👧yz"}, {"a\r\nbcd", 4, "a\r\n…"},
	} {
		if got := text.Limit(tt.s, tt.n); got != tt.want {
			t.Errorf("Limit(%q, %d) = %q, want %q", tt.s, tt.n, got, tt.want)
		}
	}
}
