package logs

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// checkLength returns an error for a text that has not from least to most characters.
func checkLength(member, text string, least, most int) error {
	switch n := utf8.RuneCountInString(text); {
	case n < least:
		return violated(member, text, fmt.Sprintf("Member must have length greater than or equal to %d", least))
	case n > most:
		return violated(member, text, fmt.Sprintf("Member must have length less than or equal to %d", most))
	}
	return nil
}

// checkPattern returns an error for a text that does not match a whole pattern.
func checkPattern(member, text string, valid *regexp.Regexp) error {
	if !valid.MatchString(text) {
		return violated(member, text, "Member must satisfy regular expression pattern: "+strings.Trim(valid.String(), "^$"))
	}
	return nil
}

// checkWord returns an error for a value of an enumeration that is not one of its words; empty is none.
func checkWord[T ~string](member string, value T, words []T) error {
	if value == "" || slices.Contains(words, value) {
		return nil
	}
	return violated(member, string(value), fmt.Sprintf("Member must satisfy enum value set: %v", words))
}

// arn has the parts of an Amazon Resource Name that decide here
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
type arn struct{ service, region, account, resource string }

// parseARN returns the parts of an ARN, and false for a text that has not six parts.
func parseARN(text string) (a arn, ok bool) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] == "" || parts[5] == "" {
		return arn{}, false
	}
	return arn{parts[2], parts[3], parts[4], parts[5]}, true
}
