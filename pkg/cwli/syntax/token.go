package syntax

import "strings"

type kind int

const (
	end kind = iota
	name
	number
	period
	text
	regex
	symbol
)

// token is a lexeme. value is a name's flattened path, a literal's content, or
// the spelling of the rest.
type token struct {
	Span
	kind   kind
	value  string
	quoted bool // a name written with backticks is never a keyword
}

// is tells keywords, in any case, and symbols.
func (t token) is(spelling string) bool {
	switch t.kind {
	case symbol:
		return t.value == spelling
	case name:
		return !t.quoted && strings.EqualFold(t.value, spelling)
	}
	return false
}

// reserved are the words that cannot start an operand unless in backticks. All
// other keywords are names too: AWS' own queries say "as count", "by time".
var reserved = map[string]bool{
	"and": true, "or": true, "not": true, "like": true, "in": true, "as": true, "by": true,
}

func (t token) reserved() bool {
	return t.kind == name && !t.quoted && reserved[strings.ToLower(t.value)]
}

// missingLiterals are what other languages have as literals and AWS documents
// nowhere. As fields they would make a condition that silently never holds.
var missingLiterals = map[string]string{
	"true":  "JSON's true counts as 1: compare with 1",
	"false": "JSON's false counts as 0: compare with 0",
	"null":  "null counts as missing: use ispresent()",
}

// found describes the token for an error message.
func (t token) found() string {
	switch t.kind {
	case end:
		return "the end of the query"
	case number:
		return "the number " + t.value
	case period:
		return "the period " + t.value
	case text:
		return "the string " + quote(shorten(t.value))
	}
	return "`" + shorten(t.value) + "`"
}

func shorten(s string) string {
	const longest = 40
	runes := []rune(s)
	if len(runes) <= longest {
		return s
	}
	return string(runes[:longest-1]) + "…"
}
