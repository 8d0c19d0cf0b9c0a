package filter

import (
	"bytes"
	"fmt"
	"strings"
)

// terms match a message that has every wanted term, no excluded one and, if there are any
// optional ones, one of these. A term may be a part of a word, and its case counts.
type terms struct {
	wanted, excluded, optional [][]byte
}

func (t terms) match(message []byte) bool {
	for _, term := range t.wanted {
		if !bytes.Contains(message, term) {
			return false
		}
	}
	for _, term := range t.excluded {
		if bytes.Contains(message, term) {
			return false
		}
	}
	for _, term := range t.optional {
		if bytes.Contains(message, term) {
			return true
		}
	}
	return len(t.optional) == 0
}

// parseTerms reads terms: word, "a phrase", -excluded, ?optional.
func parseTerms(text string) (all terms, err error) {
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		list := &all.wanted
		switch rest[0] {
		case '-':
			list, rest = &all.excluded, rest[1:]
		case '?':
			list, rest = &all.optional, rest[1:]
		}
		var term string
		if term, rest, err = cutTerm(rest); err != nil {
			return terms{}, err
		}
		*list = append(*list, []byte(term))
	}
	if len(all.optional) > 0 && len(all.wanted)+len(all.excluded) > 0 {
		// AWS ignores "?" there, and its page does not say which terms count then.
		return terms{}, unsupported("optional terms (?term) with other terms in a filter pattern")
	}
	return all, nil
}

// cutTerm cuts a word or a phrase in quotes off the front.
func cutTerm(text string) (term, rest string, err error) {
	switch {
	case strings.HasPrefix(text, `"`):
		return cutPhrase(text)
	case strings.HasPrefix(text, "%"):
		return "", "", errRegex
	}
	end := strings.IndexAny(text, " \t\n\"")
	if end < 0 {
		end = len(text)
	}
	if term = text[:end]; term == "" || strings.ContainsFunc(term, func(r rune) bool { return !isWord(r) }) {
		return "", "", fmt.Errorf("Invalid character(s) in term '%s'", term) //nolint:staticcheck // AWS's words
	}
	return term, text[end:], nil
}

// cutPhrase cuts a phrase in quotes off the front; a backslash escapes a quote in it.
func cutPhrase(text string) (phrase, rest string, err error) {
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '"':
			return b.String(), text[i+1:], nil
		case text[i] == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\'):
			i++
		}
		b.WriteByte(text[i])
	}
	return "", "", fmt.Errorf("invalid filter pattern: the quote of %s does not end", text)
}

// isWord reports whether a character needs no quotes: letters, digits and the underscore.
func isWord(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}
