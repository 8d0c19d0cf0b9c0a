package cli

import (
	"strings"
	"testing"
)

// Every command shows a command line to begin with, which has its name.
func TestCommands_have_examples(t *testing.T) {
	t.Parallel()
	for _, cmd := range Commands().Commands() {
		if !cmd.Runnable() || cmd.Hidden { // a topic
			continue
		}
		if !strings.Contains(cmd.Example, "fanlight "+cmd.Name()) {
			t.Errorf("%s: no example in its help: %q", cmd.Name(), cmd.Example)
		}
		for line := range strings.Lines(cmd.Example) {
			if !strings.HasPrefix(line, "  ") {
				t.Errorf("%s: the example %q does not begin with two blanks", cmd.Name(), line)
			}
		}
	}
}
