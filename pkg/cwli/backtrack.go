package cwli

import (
	"errors"
	"fmt"
	"time"

	"github.com/dlclark/regexp2/v2"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// The bounds of one search by an engine that backtracks: how long it may take, and how
// large its stack may become. A pattern such as (a+)+(?!b) takes time exponential in the
// length of the text.
const (
	matchBudget = 250 * time.Millisecond
	matchStack  = 1 << 20
)

// errBacktracking is the error of a search that reached a bound.
var errBacktracking = errors.New("a regular expression with look-around or back-references took too long for one event: write it without")

// backtracking is a regular expression with look-around or back-references.
type backtracking struct {
	re    *regexp2.Regexp
	names []string
}

// backtrack compiles a regular expression that Go's package regexp does not have.
func backtrack(pattern string) (expr.Regexp, error) {
	re, err := regexp2.Compile(pattern, regexp2.RE2, regexp2.OptionMaintainCaptureOrder(), regexp2.OptionMaxBacktrackingStackSize(matchStack))
	if err != nil {
		return nil, fmt.Errorf("compile it: %w", err)
	}
	re.MatchTimeout = matchBudget
	b := &backtracking{re: re}
	for _, name := range re.GetGroupNames()[1:] {
		if isDigits(name) {
			name = ""
		}
		b.names = append(b.names, name)
	}
	return b, nil
}

// Match implements expr.Regexp.
func (b *backtracking) Match(s string) (bool, error) {
	found, err := b.re.MatchString(s)
	return found, gaveUp(err)
}

// Find implements expr.Regexp.
func (b *backtracking) Find(s string, n int) (found [][]int, err error) {
	start := time.Now()
	m, err := b.re.FindStringMatch(s)
	for ; m != nil && err == nil && n != 0; n-- {
		found = append(found, places(m))
		if m, err = b.re.FindNextMatch(m); time.Since(start) > matchBudget {
			return nil, errBacktracking
		}
	}
	return found, gaveUp(err)
}

// Names implements expr.Regexp.
func (b *backtracking) Names() []string { return b.names }

// places returns the pairs of indices of a match and its groups.
func places(m *regexp2.Match) (at []int) {
	for _, group := range m.Groups() {
		if len(group.Captures) == 0 {
			at = append(at, -1, -1)
			continue
		}
		start, length := group.ByteRange()
		at = append(at, start, start+length)
	}
	return at
}

// gaveUp returns the error of a search that reached a bound. That of the engine has the whole
// text, which must not get into messages.
func gaveUp(err error) error {
	if err != nil {
		return errBacktracking
	}
	return nil
}
