package importer

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// plainSource matches a SOURCE at the begin of a query that names one log group, with the
// pipe after it. That is how widgets write their log groups.
var plainSource = lazyregexp.New(`(?i)^\s*SOURCE\s+(?:'([^']*)'|"([^"]*)")\s*(?:\||$)`)

// anySource matches any other SOURCE there.
var anySource = lazyregexp.New(`(?i)^([ \t\r\n]|#.*)*SOURCE\b`)

// cutSources returns a query without the log groups that it begins with. A query that
// selects others stays as it is.
func cutSources(text string) (rest string, groups []string) {
	rest = text
	for {
		m := plainSource().FindStringSubmatchIndex(rest)
		if m == nil {
			break
		}
		groups = append(groups, strings.TrimSpace(group(rest, m)))
		rest = rest[m[1]:]
	}
	if anySource().MatchString(rest) || strings.TrimSpace(rest) == "" {
		return text, nil
	}
	return strings.TrimSpace(rest), groups
}

// group returns the group of plainSource that matched.
func group(text string, m []int) string {
	if m[2] >= 0 {
		return text[m[2]:m[3]]
	}
	return text[m[4]:m[5]]
}

// namesOwn reports whether a query names its log groups itself.
func namesOwn(text string) bool { return anySource().MatchString(text) }

// cleanGroups returns log groups as reports have them: an ARN without :* at its end, and
// each once.
func cleanGroups(groups []string) (all []string) {
	seen := map[string]bool{}
	for _, g := range groups {
		if strings.HasPrefix(g, "arn:") {
			g = strings.TrimSuffix(g, ":*")
		}
		if !seen[g] {
			seen[g], all = true, append(all, g)
		}
	}
	return all
}
