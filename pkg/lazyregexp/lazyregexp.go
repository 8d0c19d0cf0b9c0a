// Package lazyregexp holds patterns that are compiled when they are first used, so that a program
// does not compile at its start what most of its runs never match.
package lazyregexp

import (
	"os"
	"regexp"
	"strings"
	"sync"
)

// inTest says that the process is a test: it compiles every pattern at once, so that a wrong one
// fails the tests of each package that links it.
var inTest = len(os.Args) > 0 && strings.HasSuffix(strings.TrimSuffix(os.Args[0], ".exe"), ".test")

// New returns a function that returns the compiled pattern. It panics if the pattern is wrong.
func New(pattern string) func() *regexp.Regexp {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	if inTest {
		compiled()
	}
	return compiled
}
