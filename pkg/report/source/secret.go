package source

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/report"
)

// secretWord matches what people call a secret, or the address that is one.
var secretWord = regexp.MustCompile(`(?i)token|secret|passw|key|auth|bearer|webhook|://[^/\s]*@`)

// hideEntry keeps a key and its value out of what is shown.
func (l *loader) hideEntry(e entry) {
	l.hide(e.key)
	l.hide(e.value)
}

// topKey matches a line that seems to begin an entry of the report; an item of a
// list may begin there too.
var topKey = regexp.MustCompile(`^([^\s#-][^:]*?)[ \t]*(:|$)`)

// hideUnparsed hides a line of a file that could not be parsed unless it is
// plainly below a key of the report that holds no secret.
func (l *loader) hideUnparsed(line int) {
	text := l.text.Line(line)
	key := topKey.FindStringSubmatch(text)
	for above := line; key == nil && above > 1; {
		above--
		key = topKey.FindStringSubmatch(l.text.Line(above))
	}
	open := key != nil && slices.Contains(reportKeys.known, key[1]) && key[1] != "deliver" && key[1] != "owner"
	if !open || secretWord.MatchString(text) {
		l.secretLines[line] = true
	}
}

const secretHint = "write env:NAME, ssm:/path or secretsmanager:ARN#key"

// secret reads a reference. Anything else may be the secret itself and is
// not repeated.
func (l *loader) secret(m mapping, key string) report.Secret {
	if !l.must(m, key, secretHint) {
		return ""
	}
	n := m.values[key]
	s, ok := l.scalar(n, quoted(key), secretHint, "!!str")
	if ok && (s.raw || report.Secret(s.text).Valid()) {
		return report.Secret(s.text)
	}
	if ok {
		l.problem(placeOf(s.node), secretHint, "%s", literalMessage(key, s.text))
	}
	return ""
}

// literalMessage tells a reference with a slip from what looks like a secret.
func literalMessage(key, text string) string {
	for _, scheme := range []string{"env:", "ssm:", "secretsmanager:"} {
		if strings.HasPrefix(text, scheme) {
			return quoted(key) + " is no " + scheme + " reference"
		}
	}
	return quoted(key) + " holds a literal secret; it must be a reference to one"
}
