package edition

import (
	"fmt"
	"math"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// Mood is how a change is judged.
type Mood string

// The moods. The empty one is not judged.
const (
	Worse  Mood = "worse"
	Better Mood = "better"
)

// Change is the change of a value since another edition.
type Change struct {
	Arrow    string // ▲, ▼ or =
	Amount   string // in the value's unit: "224 ms"; empty if nothing changed
	Relative string // "+38%", "was 0", "×15"; may be empty
	Mood     Mood
}

// wasZero stands where a relative change from 0 would.
const wasZero = "was 0"

// Text returns the change in one line: "▲ 224 ms (+38%), worse".
func (c *Change) Text() string {
	s := c.Words()
	if c.Mood != "" {
		s += ", " + string(c.Mood)
	}
	return s
}

// Words is Text without the mood.
func (c *Change) Words() string {
	switch {
	case c.Amount == "":
		return c.Arrow + " unchanged"
	case c.Relative == "":
		return c.Arrow + " " + c.Amount
	}
	return fmt.Sprintf("%s %s (%s)", c.Arrow, c.Amount, c.Relative)
}

// Short returns the change as a cell of a table has it: the relative change alone.
func (c *Change) Short() string {
	switch {
	case c.Amount == "":
		return c.Arrow
	case c.Relative == "" || c.Relative == wasZero:
		return c.Arrow + " " + c.Amount
	}
	return c.Arrow + " " + strings.TrimLeft(c.Relative, "+−") // the arrow has the sign
}

// newChange returns the change of a value. A mark that was crossed by it makes a small
// change count.
func newChange(of report.Section, from, to float64, crossed bool) *Change {
	if from == to {
		return &Change{Arrow: "="}
	}
	c := &Change{Arrow: "▲", Amount: amount.Difference(from, to, of.Unit), Relative: amount.Relative(from, to)}
	if to < from {
		c.Arrow = "▼"
	}
	switch {
	case of.Unit == report.UnitPercent:
		c.Relative = ""
	case from == 0:
		c.Relative = wasZero
	}
	if of.Good != "" && (crossed || notable(of.Unit, from, to)) {
		c.Mood = Worse
		if (of.Good == report.GoodUp) == (to > from) {
			c.Mood = Better
		}
	}
	return c
}

// The least changes that are judged.
const (
	notableShare  = 0.05 // of the value before
	notablePoints = 0.1  // of a percentage
)

func notable(unit report.Unit, from, to float64) bool {
	least := notableShare * math.Abs(from)
	if unit == report.UnitPercent {
		least = max(least, notablePoints)
	}
	return math.Abs(to-from) >= least
}

// compare compares a number with that of the section's baseline, or says why not.
func (b *builder) compare(n *Number, of report.Section, value float64, crossed bool) {
	before, missing := b.document.NumberBefore(of)
	if missing == "" {
		n.Change = newChange(of, before, value, crossed)
		return
	}
	if base := b.document.Baseline(of); base != nil && (len(b.document.Past) > 0 || base.Unread) {
		n.Note = "No comparison: " + reason(missing, Name(b.document, base.Window.End, base.Window.Start))
	}
}

// reason says why a value is not compared with an edition.
func reason(why fanlight.Missing, edition string) string {
	switch why {
	case fanlight.NoAnswer:
		return edition + " had no answer"
	case fanlight.NotWhole:
		return "the result of " + edition + " was cut"
	case fanlight.OtherQuery:
		return "the query has changed since " + edition
	case fanlight.NoValue:
		return edition + " had no value"
	case fanlight.NotKept:
		return edition + " had too many numbers to keep"
	case fanlight.FiguresUnread:
		return edition + " could not be read"
	default:
		return edition + " is missing"
	}
}
