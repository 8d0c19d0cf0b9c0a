package cli

import "testing"

func TestShellWord(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"reports/a-b.yaml": "reports/a-b.yaml", "a b": "'a b'", "it's": `'it'\''s'`, "": "''", "a#b": "'a#b'", "$x": "'$x'",
	} {
		if got := shellWord(word); got != want {
			t.Errorf("%q: %s, want %s", word, got, want)
		}
	}
}
