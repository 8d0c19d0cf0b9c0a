package report

import (
	"regexp"
	"strings"
)

// The references that a secret field takes. AWS's own rules for the names:
// docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html,
// docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
var secretForms = []*regexp.Regexp{
	regexp.MustCompile(`^env:[A-Za-z_][A-Za-z0-9_]*$`),
	regexp.MustCompile(`^ssm:/[A-Za-z0-9_.\-/]*[A-Za-z0-9_.\-]$`),
	regexp.MustCompile(`^secretsmanager:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@\-]+#[^#\s]+$`),
}

const secretHint = "write env:NAME, ssm:/path or secretsmanager:ARN#key"

// Valid reports whether the secret is a reference of a form that is known.
func (s Secret) Valid() bool {
	for _, form := range secretForms {
		if form.MatchString(string(s)) {
			return true
		}
	}
	return false
}

// secret reads a reference. Anything else may be the secret itself: it is
// neither repeated nor is its line shown.
func (l *loader) secret(m mapping, key string) Secret {
	if !l.must(m, key, secretHint) {
		return ""
	}
	n := m.values[key]
	s, ok := l.scalar(n, quoted(key), secretHint, "!!str")
	if ok && (s.raw || Secret(s.text).Valid()) {
		return Secret(s.text)
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
