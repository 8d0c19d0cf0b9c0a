package cli

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

// The states of a check.
const (
	checkOK      = "ok"
	checkFailed  = "failed"
	checkSkipped = "skipped" // it could not be made
)

// check says what a check of `fanlight doctor` found.
type check struct {
	Name    string  `json:"name"`
	State   string  `json:"state"`
	Finding string  `json:"finding"` // on several lines if there are several
	Remedy  string  `json:"remedy,omitempty"`
	Cost    float64 `json:"cost_usd"`
}

// checks is the JSON form of `fanlight doctor`.
type checks struct {
	Version int     `json:"version"`
	Checks  []check `json:"checks"`
}

// checkWriter prints checks: a line for each as it comes, or a JSON document at the end.
type checkWriter struct {
	s     *System
	json  bool
	width int // of the longest name
	all   []check
	count map[string]int // of checks, by state
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
	findings := strings.Split(c.Finding, "\n")
	_, err := fmt.Fprintf(w.s.Out, "%s %-*s  %s\n", mark(w.s, c.State), w.width, c.Name, text.Clean(findings[0]))
	for _, more := range findings[1:] {
		if err == nil {
			_, err = fmt.Fprintf(w.s.Out, "  %*s  %s\n", w.width, "", text.Clean(more))
		}
	}
	return err
}

// finish writes the JSON document of checks that are complete, and on stderr how many there
// are of each state.
func (w *checkWriter) finish(complete bool) error {
	if !complete {
		return nil
	}
	fmt.Fprintf(w.s.Err, "%s: %d as chosen, %d not, %d not answered\n",
		count(len(w.all), "probe", "probes"), w.count[checkOK], w.count[checkFailed], w.count[checkSkipped])
	if w.json {
		return writeJSON(w.s.Out, checks{1, w.all})
	}
	return nil
}

// marks are the marks of states, and those for a locale without UTF-8.
var marks = map[string][2]string{checkOK: {"✓", "+"}, checkFailed: {"✗", "x"}, checkSkipped: {"–", "-"}}

// mark returns the mark of a state in the user's locale.
func mark(s *System, state string) string {
	if isUTF8(s) {
		return marks[state][0]
	}
	return marks[state][1]
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
