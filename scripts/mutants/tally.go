package main

import (
	"fmt"
	"strings"
	"time"
)

// tally counts which parts find the bugs.
type tally struct{ all, found, bySimulator, byChecker, byTests int }

func (t *tally) add(findings []finding) {
	var simulator, tests, checker bool
	for _, f := range findings {
		switch {
		case f.found == "":
		case f.part == partTests:
			tests = true
		default:
			simulator, checker = true, checker || f.part == partChecker
		}
	}
	t.all++
	t.found += one(simulator || tests)
	t.bySimulator += one(simulator)
	t.byChecker += one(checker)
	t.byTests += one(tests)
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// String returns the last line.
func (t *tally) String() string {
	return fmt.Sprintf("mutants: found=%d/%d by_simulator=%d checker=%d tests=%d", t.found, t.all, t.bySimulator, t.byChecker, t.byTests)
}

// line says of a bug which part finds it: - for one that does not.
func line(m mutant, findings []finding, took time.Duration) string {
	text := fmt.Sprintf("%-32s %-13s", m.name, m.head.class)
	for _, f := range findings {
		found := f.found
		if found == "" {
			found = "-"
		}
		text += fmt.Sprintf(" %s=%s", f.part, strings.ReplaceAll(found, " ", "_"))
	}
	return fmt.Sprintf("%s %.1fs", text, took.Seconds())
}
