package source

import (
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/report"
)

// secretWord matches what people call a secret, or the address that is one.
var secretWord = regexp.MustCompile(`(?i)token|secret|passw|key|auth|bearer|webhook|://[^/\s]*@`)

const secretHint = "write env:NAME, ssm:/path or secretsmanager:ARN#key"

// secret reads a reference. Anything else may be the secret itself: it is
// neither repeated nor is its line shown.
func (l *loader) secret(m mapping, key string) report.Secret {
	if !l.must(m, key, secretHint) {
		return ""
	}
	n := m.values[key]
	s, ok := l.scalar(n, quoted(key), secretHint, "!!str")
	if ok && (s.raw || report.Secret(s.text).Valid()) {
		return report.Secret(s.text)
	}
	l.hide(n)
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
