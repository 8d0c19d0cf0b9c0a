package textform_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/textform"
	"github.com/fanlight/fanlight/pkg/text"
)

func TestDivide(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		lines string
		want  []string
	}{
		{"", nil},
		{" \n ", nil},
		{"abc\nde", []string{"abc\nde"}},
		{"abc\ndef", []string{"abc", "def"}},
		{"a\n\nb\nlonger than six\nc", []string{"a\n\nb", "longe…", "c"}},
		{"🙂🙂\na\nb", []string{"🙂🙂\na", "b"}},
	} {
		if got := textform.Divide(test.lines, 6, text.Limit); !slices.Equal(got, test.want) {
			t.Errorf("Divide(%q) = %q, want %q", test.lines, got, test.want)
		}
	}
}
