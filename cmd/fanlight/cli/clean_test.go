package cli

import (
	"encoding/json"
	"testing"
)

// hostile are values that logs may hold to fool a terminal, and the same made
// harmless.
var hostile = map[string]string{
	"plain":             "plain",
	"two\nlines":        "two lines",
	"\x1b[31mred":       "�[31mred",
	"\u009b31mred":      "�31mred",
	"abc\u202ecba":      "abc�cba",
	"zero\u200bwidth":   "zero�width",
	"tag\U000E0041":     "tag�",
	"<b>&\"quoted\"":    "<b>&\"quoted\"",
	"Grüße, 世界 ✓":       "Grüße, 世界 ✓",
	"invalid \xff utf8": "invalid � utf8",
}

func TestTextIsCleanedForTerminals(t *testing.T) {
	t.Parallel()
	for in, want := range hostile {
		if got := clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestJSONHidesNothingAndKeepsItsValue(t *testing.T) {
	t.Parallel()
	for in := range hostile {
		encoded, err := quoted(in)
		if err != nil {
			t.Fatal(err)
		}
		if clean(encoded) != encoded {
			t.Errorf("%q: %s would be obeyed by a terminal", in, encoded)
		}
		var got string
		if err := json.Unmarshal([]byte(encoded), &got); err != nil || got != string([]rune(in)) {
			t.Errorf("%q came back as %q, %v", in, got, err)
		}
	}
}

func TestCellsAreNoFormulas(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": "", "a=b": "a=b", "5": "5", "-5": "-5", "+1.5e3": "+1.5e3",
		"=1+1": "'=1+1", "+cmd|'/c calc'!A0": "'+cmd|'/c calc'!A0", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": "'\t=1", "\n=1": "'\n=1", "＝1": "'＝1",
	} {
		if got := inert(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
