package sim

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// storyLines is how many lines a story has at most.
const storyLines = 36

// Explain shrinks a failing seed and notes its smallest case as a story: who did what,
// what went wrong, and the rule that does not hold. It is empty if every rule holds.
func Explain(seed uint64, o Options) string {
	c := Shrink(seed, o)
	if c == nil {
		return ""
	}
	return c.String()
}

// String returns the case as a story.
func (c *Case) String() string {
	head := fmt.Sprintf("seed %d, with %d of its %d faults and commands (%d smaller cases were tried):", c.Seed, c.Faults, c.Of, c.Runs)
	story := history.Story(c.lines, storyLines)
	return head + "\n" + strings.Join(story, "\n") + "\nDoes not hold: " + c.Why
}
