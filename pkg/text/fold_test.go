package text_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/text"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		s       string
		columns int
		want    []string
	}{
		{"", 5, []string{""}}, {"short", 5, []string{"short"}}, {"some words", 4, []string{"some", " wor", "ds"}},
		{"漢字漢字", 5, []string{"漢字", "漢字"}}, {"a漢b", 1, []string{"a", "漢", "b"}}, {"👩‍👩‍👧👩‍👩‍👧", 3, []string{"👩‍👩‍👧", "👩‍👩‍👧"}},
		{"e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}}, {"⸻⸻", 3, []string{"⸻", "⸻"}},
	} {
		if diff := cmp.Diff(tt.want, text.Fold(tt.s, tt.columns)); diff != "" {
			t.Errorf("Fold(%q, %d) (-want +got):\n%s", tt.s, tt.columns, diff)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		s       string
		columns int
		want    []string
	}{
		{"", 5, []string{""}}, {"two  words", 20, []string{"two words"}}, {"two words", 5, []string{"two", "words"}},
		{"a longword b", 4, []string{"a", "long", "word", "b"}}, {"a longwords b", 4, []string{"a", "long", "word", "s b"}},
	} {
		if diff := cmp.Diff(tt.want, text.Wrap(tt.s, tt.columns)); diff != "" {
			t.Errorf("Wrap(%q, %d) (-want +got):\n%s", tt.s, tt.columns, diff)
		}
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	parts := []string{"3 rows", "2 kB scanned", "a phrase that is long"}
	want := []string{"3 rows · 2 kB", "scanned"}
	got := text.Fill([]string{"3 rows", "2 kB", "scanned"}, " · ", 14)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want = []string{"3 rows", "2 kB scanned", "a phrase that ", "is long"}
	if diff := cmp.Diff(want, text.Fill(parts, " · ", 14)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWrapLines(t *testing.T) {
	t.Parallel()
	got := text.WrapLines([]string{"failed to capture", "    at a.b.C", "", "end"}, 9)
	if diff := cmp.Diff([]string{"failed to", "capture", "  at", "  a.b.C", "", "end"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
