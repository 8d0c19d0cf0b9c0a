package source

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report/source/internal/yamltext"
)

// secrets knows the lines and values of a file that may hold a secret: no problem
// shows them.
type secrets struct {
	shownKeys []string // keys at the top of the file whose values may be shown if the file cannot be parsed
	wholeFile bool     // every line may hold a secret

	lines       *yamltext.Text
	secretLines map[int]bool
	secretNodes map[*yaml.Node]bool
	lastLines   map[*yaml.Node]int
	suspected   map[int]bool // by line: looksSecret matches it
}

func newSecrets(lines *yamltext.Text) secrets {
	return secrets{lines: lines, secretLines: map[int]bool{}, secretNodes: map[*yaml.Node]bool{}, lastLines: map[*yaml.Node]int{}, suspected: map[int]bool{}}
}

func (s *secrets) isSecret(line int) bool { return s.wholeFile || s.secretLines[line] }

// looksSecretLine reports whether looksSecret matches a line. A long line may have
// many problems, so it is searched once.
func (s *secrets) looksSecretLine(line int) bool {
	found, known := s.suspected[line]
	if !known {
		found = looksSecret().MatchString(s.lines.Line(line))
		s.suspected[line] = found
	}
	return found
}

// hide hides the lines of a value, and what it stands for.
func (s *secrets) hide(n *yaml.Node) { s.hideBelow(n, 0, -1) }

// hideBelow is hide for a value in a value whose lines, from first to last, are
// hidden.
func (s *secrets) hideBelow(n *yaml.Node, first, last int) {
	n = resolve(n)
	if s.secretNodes[n] { // an alias may lead back here
		return
	}
	s.secretNodes[n] = true
	if n.Line < first || s.lastLines[n] > last {
		first, last = n.Line, s.lastLines[n]
		for line := first; line <= last; line++ {
			s.secretLines[line] = true
		}
	}
	for _, child := range n.Content {
		s.hideBelow(child, first, last)
	}
}

// measure notes the last line of each value of the document: the one before the
// next value. next is the place after the document.
func (s *secrets) measure(n *yaml.Node, next place) {
	s.lastLines[n] = s.lineBefore(next)
	for _, child := range slices.Backward(n.Content) {
		s.measure(child, next)
		next = placeOf(child)
	}
}

// lineBefore returns the line before a place, or the place's own line if other
// text begins it.
func (s *secrets) lineBefore(next place) int {
	before := next.column - 1 // characters
	for _, r := range s.lines.Line(next.line) {
		if before--; before < 0 {
			break
		}
		if !strings.ContainsRune(" -?:", r) {
			return next.line
		}
	}
	return next.line - 1
}

var (
	// looksSecret matches the tokens that Telegram gives to bots, and any other
	// run of letters, digits and signs that is too long for a word.
	looksSecret = lazyregexp.New(`[0-9]{6,}:[A-Za-z0-9_-]{20,}|[A-Za-z0-9_+/=-]{60,}`)

	// secretWord matches the usual names of secrets, and an address that has one.
	secretWord = lazyregexp.New(`(?i)token|secret|passw|key|auth|bearer|webhook|://[^/\s]*@`)

	// topKey matches a line that may begin an entry at the top of the file. An item
	// of a list may begin there too.
	topKey = lazyregexp.New(`^([^\s#-][^:]*?)[ \t]*(:|$)`)
)

// hideUnparsed hides a line of a file that could not be parsed, unless it stands
// below a key whose values may be shown and has no word of secrets.
func (s *secrets) hideUnparsed(line int) {
	text := s.lines.Line(line)
	key := topKey().FindStringSubmatch(text)
	for above := line; key == nil && above > 1; {
		above--
		key = topKey().FindStringSubmatch(s.lines.Line(above))
	}
	if key == nil || !slices.Contains(s.shownKeys, key[1]) || secretWord().MatchString(text) {
		s.secretLines[line] = true
	}
}
