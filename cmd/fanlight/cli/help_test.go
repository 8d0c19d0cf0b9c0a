package cli

import (
	"slices"
	"strings"
	"testing"
)

func TestHelpWords_has_commands_and_topics(t *testing.T) {
	t.Parallel()
	var names []string
	for _, word := range helpWords(Commands()) {
		name, _, _ := strings.Cut(word, "\t")
		names = append(names, name)
	}
	for _, want := range []string{"run", "watch", "times", "exit-codes"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is missing in %q", want, names)
		}
	}
}
