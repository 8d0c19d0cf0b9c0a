package expr

import (
	"cmp"
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/internal/substring"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// Regexp is a compiled regular expression. The errors are those of an engine that gave
// up on a text; Go's never does.
type Regexp interface {
	Match(s string) (bool, error)
	// Find returns up to n matches from left to right, -1 for all, each as the pairs of
	// indices in s of the match and of its groups, -1 for a group without one.
	Find(s string, n int) ([][]int, error)
	// Names returns the names of the groups, from 1 on; a group without one has "".
	Names() []string
}

// maxRegex is the largest size of a regular expression, in characters and classes
// after its counted repetitions are written out: a{100} has 100. Each takes memory
// and time for each character that is searched, and a short text can ask for
// millions. AWS documents no limit.
const maxRegex = 10_000

// checkRegex reports a regular expression that no engine reads. One with look-around
// or back-references is for Compile to judge.
func (p *Parser) checkRegex(t Token) {
	if p.err == nil {
		p.refuse(regexMistake(&Regex{t.Span, t.Value}))
	}
}

func regexMistake(x *Regex) *Error {
	if name := x.repeatedGroup(); name != "" {
		return mistake(x, "invalid regular expression: want one group of the name `%s`, not two", Shorten(name))
	}
	text, given := x.forEngine()
	re, err := syntax.Parse(text, syntax.Perl)
	if NeedsBacktracking(err) {
		return nil
	}
	if err != nil {
		return refusedRegex(x, err, given)
	}
	if size := expandedSize(re); size > maxRegex {
		return mistake(x, "a regular expression that repeats to %d characters, more than %d, is not supported", size, maxRegex).unsupported()
	}
	return nil
}

// refusedRegex returns the mistake of a regular expression that Go's package regexp does
// not have, and no other engine here. One that is only too large is not invalid.
func refusedRegex(x *Regex, err error, given map[string]string) *Error {
	if wrong, ok := errors.AsType[*syntax.Error](err); ok {
		_, ordered := repetition(wrong)
		if ordered || wrong.Code == syntax.ErrLarge || wrong.Code == syntax.ErrNestingDepth {
			return mistake(x, "a regular expression of this size is not supported, only up to %d characters when repetitions are written out", maxRegex).unsupported()
		}
	}
	return mistake(x, "invalid regular expression: %s", written(withoutPrefix(err), given))
}

// counts matches the counts of a repetition such as {2}, {2,} or {2,3}.
var counts = lazyregexp.New(`\{0*(\d+)(?:,0*(\d*))?\}$`)

// repetition reads a repetition that Go's package regexp refuses for its counts, since it
// has at most 1,000 of them. ordered reports whether there is one, and its counts are not
// in reverse as in {3,2}. largest is the larger count, maxRegex+1 if it is more.
func repetition(wrong *syntax.Error) (largest int, ordered bool) {
	found := counts().FindStringSubmatch(wrong.Expr)
	if wrong.Code != syntax.ErrInvalidRepeatSize || found == nil {
		return 0, false
	}
	least, most := found[1], found[2]
	reverse := most != "" && (len(most) < len(least) || len(most) == len(least) && most < least)
	if largest, err := strconv.Atoi(cmp.Or(most, least)); err == nil {
		return min(largest, maxRegex+1), !reverse
	}
	return maxRegex + 1, !reverse
}

func withoutPrefix(err error) string {
	return strings.TrimPrefix(err.Error(), "error parsing regexp: ")
}

// NeedsBacktracking reports whether an error of Go's package regexp is about what only
// an engine that backtracks has: look-around, back-references, atomic groups, possessive
// repetition, and more than 1,000 repetitions.
func NeedsBacktracking(err error) bool {
	wrong, ok := errors.AsType[*syntax.Error](err)
	if !ok {
		return false
	}
	switch wrong.Code {
	case syntax.ErrInvalidPerlOp, syntax.ErrMissingRepeatArgument, syntax.ErrInvalidNamedCapture:
		return slices.ContainsFunc([]string{"(?=", "(?!", "(?<=", "(?<!", "(?>"}, func(start string) bool { return strings.HasPrefix(wrong.Expr, start) })
	case syntax.ErrInvalidEscape:
		return len(wrong.Expr) == 2 && ('1' <= wrong.Expr[1] && wrong.Expr[1] <= '9' || wrong.Expr[1] == 'k')
	case syntax.ErrInvalidRepeatOp:
		return strings.HasSuffix(wrong.Expr, "+") // a possessive one, such as a*+
	case syntax.ErrInvalidRepeatSize:
		largest, ordered := repetition(wrong)
		return ordered && largest <= maxRegex
	}
	return false
}

// expandedSize returns the number of characters and classes of a regular expression
// whose counted repetitions are written out.
func expandedSize(re *syntax.Regexp) int {
	size := 0
	switch {
	case re.Op == syntax.OpLiteral:
		size = len(re.Rune)
	case len(re.Sub) == 0:
		size = 1
	}
	for _, sub := range re.Sub {
		size += expandedSize(sub)
	}
	if re.Op == syntax.OpRepeat {
		size *= max(re.Min, re.Max, 1)
	}
	return size
}

// Regexp compiles a regular expression of the query, for the compiler's other engine
// if Go's has not what it needs. The error is an *Error.
func (c *Compiler) Regexp(x *Regex) (Regexp, error) {
	names := x.Groups()
	re, err := c.engine(x)
	if err != nil {
		return nil, err
	}
	if len(re.Names()) != len(names) { // no engine may give a group the part of another
		return nil, mistake(x, "a regular expression with groups such as (?'name'…) is not supported here").unsupported()
	}
	return named{re, names}, nil
}

// engine compiles a regular expression for the engine that has what it needs.
func (c *Compiler) engine(x *Regex) (Regexp, error) {
	text, given := x.forEngine()
	re, err := regexp.Compile(text)
	if err == nil {
		return newRE2(re), nil
	}
	if c.Backtrack == nil || !NeedsBacktracking(err) {
		return nil, mistake(x, "a regular expression with look-around, back-references or more than 1000 repetitions is not supported here").unsupported()
	}
	other, err := c.Backtrack(text)
	if err != nil {
		return nil, mistake(x, "invalid regular expression: %s", written(err.Error(), given))
	}
	return other, nil
}

// named is a regular expression whose groups have their names of the query.
type named struct {
	Regexp
	names []string
}

// Names implements Regexp.
func (n named) Names() []string { return n.names }

// re2 is a regular expression of Go's package regexp. Every match contains the
// literal, which is several times faster to search.
type re2 struct {
	*regexp.Regexp
	literal  *substring.Pattern
	complete bool
}

func newRE2(re *regexp.Regexp) re2 {
	literal, complete := required(re.String())
	return re2{re, substring.New(literal), complete}
}

func (r re2) Match(s string) (bool, error) {
	return r.literal.In(s) && (r.complete || r.MatchString(s)), nil
}

func (r re2) Find(s string, n int) ([][]int, error) {
	if !r.literal.In(s) {
		return nil, nil
	}
	if n == 1 {
		if at := r.FindStringSubmatchIndex(s); at != nil {
			return [][]int{at}, nil
		}
		return nil, nil
	}
	return r.FindAllStringSubmatchIndex(s, n), nil
}

func (r re2) Names() []string { return r.SubexpNames()[1:] }
