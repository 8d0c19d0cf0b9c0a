package filter

import (
	"fmt"
	"strings"
)

// token is a part of a JSON pattern.
type token struct {
	kind kind
	text string // of a phrase without quotes and escapes
}

type kind int

const (
	end kind = iota
	symbol
	word     // also a number, and a text with wildcards
	phrase   // in quotes
	selector // from $
)

func (t token) String() string {
	if t.kind == end {
		return "its end"
	}
	return "'" + t.text + "'"
}

var symbols = []string{"&&", "||", "!=", "<=", ">=", "{", "}", "(", ")", "=", "<", ">"}

// scan cuts a pattern into tokens.
func scan(text string) (all []token, err error) {
	for rest := strings.TrimLeft(text, " \t\r\n"); rest != ""; rest = strings.TrimLeft(rest, " \t\r\n") {
		var t token
		if t, rest, err = next(rest); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

func next(text string) (t token, rest string, err error) {
	for _, s := range symbols {
		if strings.HasPrefix(text, s) {
			return token{symbol, s}, text[len(s):], nil
		}
	}
	switch text[0] {
	case '"':
		p, rest, err := cutPhrase(text)
		return token{phrase, p}, rest, err
	case '%':
		return token{}, "", errRegex
	case '$':
		n := selectorEnd(text)
		return token{selector, text[:n]}, text[n:], nil
	}
	n := strings.IndexFunc(text, func(r rune) bool { return !isWord(r) && !strings.ContainsRune("+-.*:", r) })
	if n < 0 {
		n = len(text)
	}
	if n == 0 {
		return token{}, "", fmt.Errorf("unexpected %q", text[:1])
	}
	return token{word, text[:n]}, text[n:], nil
}

// selectorEnd returns the length of the selector at the front. A key in brackets and quotes
// may have any characters.
func selectorEnd(text string) int {
	quoted := false
	for i, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted && (strings.ContainsRune(" \t\r\n=!<>&|(){}", r)):
			return i
		}
	}
	return len(text)
}
