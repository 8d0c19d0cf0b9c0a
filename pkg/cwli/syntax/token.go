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

// token is the smallest part of a query. value is the flattened path of a name,
// the content of a literal, or the text of any other token.
type token struct {
	Span
	kind   kind
	value  string
	quoted bool // a name with backticks, which is never a keyword
}

// is reports whether the token is that keyword, in any case, or that symbol.
func (t token) is(spelling string) bool {
	switch t.kind {
	case symbol:
		return t.value == spelling
	case name:
		return !t.quoted && strings.EqualFold(t.value, spelling)
	}
	return false
}

// reserved are the words that start an operand only in backticks. All other
// keywords are names too: AWS's own queries have "as count" and "by time".
var reserved = map[string]bool{
	"and": true, "or": true, "not": true, "like": true, "in": true, "as": true, "by": true,
}

func (t token) reserved() bool {
	return t.kind == name && !t.quoted && reserved[strings.ToLower(t.value)]
}

// missingLiterals are literals of other languages that AWS does not document,
// with what to write instead. Read as fields, they would make a condition that
// never holds, without an error.
var missingLiterals = map[string]string{
	"true":  "compare with 1, which JSON's true counts as",
	"false": "compare with 0, which JSON's false counts as",
	"null":  "use ispresent(), since null counts as missing",
}

// found returns the token as error messages name it.
func (t token) found() string {
	switch t.kind {
	case end:
		return "end of the query"
	case number:
		return "number " + t.value
	case period:
		return "period " + t.value
	case text:
		return "string " + quote(shorten(t.value))
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
