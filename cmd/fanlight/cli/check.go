package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

// The states of a check.
const (
	checkOK      = doctor.OK
	checkFailed  = doctor.Failed
	checkWarned  = doctor.Warned
	checkSkipped = doctor.Skipped // it could not be made
)

// check says what a check of `fanlight doctor` found.
type check = doctor.Check

// checks is the JSON form of `fanlight doctor`. The stack's checks name it.
type checks struct {
	Version int     `json:"version"`
	Stack   string  `json:"stack,omitempty"`
	Region  string  `json:"region,omitempty"`
	Account string  `json:"account,omitempty"`
	Checks  []check `json:"checks"`
}

// checkWriter prints checks: a line for each as it comes, or a JSON document at the end.
type checkWriter struct {
	s        *System
	json     bool
	width    int  // of the longest name
	remedies bool // print what to do, below or after what was found
	all      []check
	count    map[string]int // of checks, by state
}

// add prints a check, or keeps it.
func (w *checkWriter) add(c check) error {
	if w.count == nil {
		w.count = map[string]int{}
	}
	w.count[c.State]++
	w.all = append(w.all, c)
	if w.json {
		return nil
	}
	_, err := io.WriteString(w.s.Out, w.format(c))
	return err
}

// narrow is the width below which a name stands on a line of its own.
const narrow = 60

// format returns a check as lines. On a terminal a finding is folded next to the name; a
// remedy that has no room after it follows on a line of its own. A command is never
// folded, so that it can be copied.
func (w *checkWriter) format(c check) string {
	columns := w.s.Width(w.s.Out)
	head := fmt.Sprintf("%s %-*s  ", mark(w.s, c.State), w.width, c.Name)
	indent := strings.Repeat(" ", text.Width(head))
	lines := w.body(c, columns-len(indent))
	if columns > 0 && columns < narrow {
		head, indent = fmt.Sprintf("%s %s\n  ", mark(w.s, c.State), c.Name), "  "
		lines = w.body(c, columns-len(indent))
	}
	return head + strings.Join(lines, "\n"+indent) + "\n"
}

// body returns what follows the name. Without a terminal, columns are negative and nothing
// is folded.
func (w *checkWriter) body(c check, columns int) (lines []string) {
	for finding := range strings.SplitSeq(c.Finding, "\n") {
		lines = append(lines, fold(text.Clean(finding), columns)...)
	}
	remedy := text.Clean(c.Remedy)
	if !w.remedies || remedy == "" {
		return lines
	}
	last := len(lines) - 1
	after := " " + arrow(w.s) + " " + remedy
	switch {
	case columns <= 0 || text.Width(lines[last]+after) <= columns:
		lines[last] += after
	case isCommand(remedy):
		lines = append(lines, arrow(w.s)+" "+remedy)
	default:
		lines = append(lines, fold(arrow(w.s)+" "+remedy, columns)...)
	}
	return lines
}

func fold(line string, columns int) []string {
	if columns <= 0 {
		return []string{line}
	}
	return text.Wrap(line, columns)
}

// isCommand reports whether a remedy is a command line.
func isCommand(remedy string) bool {
	program, _, _ := strings.Cut(remedy, " ")
	return program == "aws" || program == "fanlight" || program == "terraform"
}

// finish writes the JSON document of checks that are complete, and on stderr how many there
// are of each state.
func (w *checkWriter) finish(complete bool) error {
	if !complete {
		return nil
	}
	fmt.Fprintf(w.s.Err, "%s: %d as chosen, %d not, %d not answered\n",
		count(len(w.all), "probe", "probes"), w.count[checkOK], w.count[checkFailed], w.count[checkSkipped])
	return w.document(checks{Version: 1})
}

// document writes the JSON document, if one was asked for.
func (w *checkWriter) document(d checks) error {
	if !w.json {
		return nil
	}
	d.Checks = w.all
	return writeJSON(w.s.Out, d)
}

// sum says how many checks there are of each state, and what they cost.
func (w *checkWriter) sum() string {
	words, cost := fmt.Sprintf("%s, all are good", count(len(w.all), "check", "checks")), 0.0
	if n := w.count[checkFailed]; n > 0 {
		words = fmt.Sprintf("%d of %s failed", n, count(len(w.all), "check", "checks"))
	} else if w.count[checkOK] < len(w.all) {
		words = fmt.Sprintf("%s, none failed", count(len(w.all), "check", "checks"))
	}
	if n := w.count[checkWarned]; n > 0 {
		words += fmt.Sprintf(", %d warn", n)
	}
	if n := w.count[checkSkipped]; n > 0 {
		words += fmt.Sprintf(", %d not answered", n)
	}
	for _, c := range w.all {
		cost += c.Cost
	}
	return words + "; the checks cost " + strings.Replace(render.Dollars(cost), "under ", "<", 1)
}

// marks are the marks of states, and those for a locale without UTF-8.
var marks = map[string][2]string{checkOK: {"✓", "+"}, checkFailed: {"✗", "x"}, checkWarned: {"!", "!"}, checkSkipped: {"–", "-"}, checkBegun: {"·", "."}}

// mark returns the mark of a state in the user's locale.
func mark(s *System, state string) string {
	if isUTF8(s) {
		return marks[state][0]
	}
	return marks[state][1]
}

// arrow stands before a remedy.
func arrow(s *System) string {
	if isUTF8(s) {
		return "→"
	}
	return "->"
}

// isUTF8 reports whether the user's locale is UTF-8. The first variable that is set counts
// (POSIX, Base Definitions, section 8.2).
func isUTF8(s *System) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := strings.ToLower(s.Getenv(name)); value != "" {
			return strings.Contains(value, "utf-8") || strings.Contains(value, "utf8")
		}
	}
	return false
}
