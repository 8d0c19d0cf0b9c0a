// Package filter has the filter patterns of CloudWatch Logs, which FilterLogEvents takes, as
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
// describes them.
//
// A pattern is a list of terms, or a condition on the fields of a JSON object in braces.
// Space-delimited patterns in brackets and regular expressions between percent signs are
// refused: [Parse] returns an error that names them.
package filter

import (
	"errors"
	"fmt"
	"strings"
)

// Pattern decides which messages match. It may be used concurrently.
type Pattern struct {
	terms     terms
	condition condition // nil: the terms count
}

// Parse reads a pattern. The empty pattern matches every message. The error says what is
// wrong in the pattern, or names what is not implemented.
func Parse(text string) (*Pattern, error) {
	text = strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(text, "["):
		return nil, unsupported("space-delimited filter patterns in brackets")
	case strings.HasPrefix(text, "{"):
		return parseJSON(text)
	}
	all, err := parseTerms(text)
	if err != nil {
		return nil, err
	}
	return &Pattern{terms: all}, nil
}

// Matches reports whether a message matches.
func (p *Pattern) Matches(message []byte) bool {
	if p.condition == nil {
		return p.terms.match(message)
	}
	document, ok := decode(message)
	return ok && p.condition(document)
}

func parseJSON(text string) (*Pattern, error) {
	tokens, err := scan(text)
	if err != nil {
		return nil, fmt.Errorf("invalid filter pattern: %w", err)
	}
	p := &parser{tokens: tokens}
	c, err := p.pattern()
	if err != nil {
		return nil, fmt.Errorf("invalid filter pattern: %w", err)
	}
	return &Pattern{condition: c}, nil
}

// unsupported is the error of a pattern that AWS takes and Parse does not.
type unsupported string

func (u unsupported) Error() string { return "not implemented by the embedded stand-in: " + string(u) }

// Unsupported reports whether an error of Parse is about what is not implemented, not about what is wrong.
func Unsupported(err error) bool {
	_, ok := errors.AsType[unsupported](err)
	return ok
}

var errRegex = unsupported("regular expressions (%…%) in filter patterns")
