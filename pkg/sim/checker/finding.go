package checker

import "fmt"

// Finding is a promise that was not kept.
type Finding struct {
	Rule  string // a word of model.go
	Run   string // empty: of no run
	What  string
	Lines []int // of the history, that show it
}

// String returns the finding in one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s: %s (lines %v)", f.Rule, f.Run, f.What, f.Lines)
}

// find records a finding. A rule that did not hold once is not looked at again.
func (c *Checker) find(rule, run string, lines []int, format string, args ...any) {
	if !c.broken[rule] {
		c.broken[rule] = true
		c.found = append(c.found, Finding{Rule: rule, Run: run, What: fmt.Sprintf(format, args...), Lines: append(lines, c.n)})
	}
}
