package expr

import "strings"

// TokenKind is the type of a Token.
type TokenKind int

// The kinds of tokens.
const (
	TokenEnd    TokenKind = iota // of the query
	TokenName                    // a field, a keyword, a command or a function
	TokenNumber                  // such as 1.5
	TokenPeriod                  // such as 5m
	TokenText                    // in quotes
	TokenRegex                   // between slashes
	TokenSymbol                  // an operator or a bracket
)

// Token is the smallest part of a query. Value is the flattened path of a name, the
// content of a literal, or the text of any other token.
type Token struct {
	Span
	Kind   TokenKind
	Value  string
	Quoted bool // a name with backticks, which is never a keyword
}

// Is reports whether the token is that keyword, in any case, or that symbol.
func (t Token) Is(spelling string) bool {
	switch t.Kind {
	case TokenSymbol:
		return t.Value == spelling
	case TokenName:
		return !t.Quoted && strings.EqualFold(t.Value, spelling)
	}
	return false
}

// reserved are the words that start an operand only in backticks. All other
// keywords are names too: AWS's own queries have "as count" and "by time".
var reserved = map[string]bool{
	"and": true, "or": true, "not": true, "like": true, "in": true, "as": true, "by": true,
}

func (t Token) reserved() bool {
	return t.Kind == TokenName && !t.Quoted && reserved[strings.ToLower(t.Value)]
}

// constants are the words that are values. AWS documents true and false as arguments of
// functions, and queries in use have all three as operands. A field of such a name is
// written in backticks.
var constants = map[string]bool{"true": true, "false": true, "null": true}

func (t Token) constant() bool {
	return t.Kind == TokenName && !t.Quoted && constants[strings.ToLower(t.Value)]
}

// Found returns the token as error messages name it.
func (t Token) Found() string {
	switch t.Kind {
	case TokenEnd:
		return "end of the query"
	case TokenNumber:
		return "number " + t.Value
	case TokenPeriod:
		return "period " + t.Value
	case TokenText:
		return "string " + Quote(Shorten(t.Value))
	}
	return "`" + Shorten(t.Value) + "`"
}

// Shorten returns the first characters of a text that errors quote.
func Shorten(s string) string {
	const longest = 40
	runes := []rune(s)
	if len(runes) <= longest {
		return s
	}
	return string(runes[:longest-1]) + "…"
}
