package source

import "testing"

// What the service accepts and hardly does what is meant is noted.
func TestBuilder_check(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"stats count(*) as n by level | sort total":       "5:56: query: `total` is not among the columns of `stats`: `sort` by it leaves the rows as they are (want one of level, n)",
		`filter env = "${env}"`:                           "5:34: query: `${env}` stands for itself (${names} are not expanded in a query: put it under parameters, and write {{name}})",
		"filter note = \"a\u00a0b\"":                      "5:36: query: U+00A0, which looks like a space, in a string (write a space, unless the events have this character)",
		"filter note = \"\U0001f468\u200d\U0001f469\"":    "",
		"filter price like /\\d+$/ | filter a like /^b$/": "",
		`filter @timestamp >= "2026-01-02T12:00:00Z"`:     "5:41: query: `@timestamp` is compared with a readable time, which AWS does not support (compare toMillis() of the time with milliseconds since 1970, or choose the window of the query)",
		`filter @timestamp >= "1767355200000"`:            "",
	} {
		if want == "" {
			expectNotes(t, query, "")
		} else {
			expectNotes(t, query, "", want)
		}
	}
}
