package main

import "fmt"

// figures have the measurements of a form.
type figures struct {
	overflow   int      // pixels that the page is wider than its window, at most of all widths
	at         []string // windows where it is, with what reaches out
	requests   int      // beyond the page itself
	messages   []string // of the browser
	violations []string
	contrast   float64 // the lowest of a text
	checked    bool    // by axe-core
}

func (f figures) good() bool {
	return f.overflow == 0 && f.requests == 0 && len(f.messages)+len(f.violations) == 0
}

// String returns the figures in one line, and what is wrong below it.
func (f figures) String(name string) string {
	s := fmt.Sprintf("%-30s overflow %d px, requests %d, messages %d", name, f.overflow, f.requests, len(f.messages))
	if f.checked {
		s += fmt.Sprintf(", violations %d, contrast at least %.2f", len(f.violations), f.contrast)
	}
	for _, wrong := range [][]string{f.at, f.messages, f.violations} {
		for _, w := range wrong {
			s += "\n  " + w
		}
	}
	return s
}
