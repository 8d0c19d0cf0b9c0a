package source

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/report"
)

const wantSecret = "env:NAME, ssm:/path or secretsmanager:ARN#key"

// readSecret reads a reference to a secret. Another text may be the secret itself and
// is not shown.
func readSecret(m mapping, key string) report.Secret {
	s := m.needText(key, wantSecret, "!!str")
	if s.unresolved {
		return report.Secret(s.text)
	}
	if report.Secret(s.text).Valid() {
		s.refusePartition(strings.TrimPrefix(s.text, "secretsmanager:"))
		return report.Secret(s.text)
	}
	s.problem(s.at(), "", "%s in %s: want %s", secretMistake(s.text), key, wantSecret)
	return ""
}

// secretMistake names a reference with a mistake, or what may be a secret.
func secretMistake(text string) string {
	for _, scheme := range []string{"env:", "ssm:", "secretsmanager:"} {
		if strings.HasPrefix(text, scheme) {
			return "invalid " + scheme + " reference"
		}
	}
	return "literal secret"
}
