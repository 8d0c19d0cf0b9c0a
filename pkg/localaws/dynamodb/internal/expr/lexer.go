package expr

import "github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"

type tokenKind int

const (
	tokenEnd   tokenKind = iota
	tokenWord            // attribute names, functions and keywords
	tokenName            // #name
	tokenValue           // :value
	tokenIndex           // digits, inside brackets
	tokenSign            // operators and punctuation
)

type token struct {
	kind tokenKind
	text string
}

// lex splits an expression into tokens; the last one is always tokenEnd.
func lex(text string) ([]token, error) {
	var tokens []token
	for at := 0; ; {
		for at < len(text) && isSpace(text[at]) {
			at++
		}
		if at == len(text) {
			return append(tokens, token{tokenEnd, "<EOF>"}), nil
		}
		next := lexOne(text[at:])
		if next.text == "" {
			return nil, attr.Invalidf("Syntax error; token: %q, near: %q", text[at:at+1], text[at:min(at+10, len(text))])
		}
		tokens = append(tokens, next)
		at += len(next.text)
	}
}

// lexOne returns the token at the start of text, which is not empty. A token without text means that there is
// none.
func lexOne(text string) token {
	switch first := text[0]; {
	case isLetter(first):
		return token{tokenWord, text[:wordEnd(text, 0)]}
	case isDigit(first):
		return token{tokenIndex, text[:digitsEnd(text)]}
	case (first == '#' || first == ':') && wordEnd(text, 1) > 1:
		kind := map[byte]tokenKind{'#': tokenName, ':': tokenValue}[first]
		return token{kind, text[:wordEnd(text, 1)]}
	default:
		return token{tokenSign, sign(text)}
	}
}

// sign returns the longest operator or punctuation mark at the start of text.
func sign(text string) string {
	if len(text) > 1 {
		switch text[:2] {
		case "<>", "<=", ">=":
			return text[:2]
		}
	}
	switch text[0] {
	case '=', '<', '>', '(', ')', '[', ']', ',', '.', '+', '-':
		return text[:1]
	}
	return ""
}

func wordEnd(text string, at int) int {
	for at < len(text) && (isLetter(text[at]) || isDigit(text[at])) {
		at++
	}
	return at
}

func digitsEnd(text string) int {
	at := 0
	for at < len(text) && isDigit(text[at]) {
		at++
	}
	return at
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}
