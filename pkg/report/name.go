package report

import "github.com/fanlight/fanlight/pkg/lazyregexp"

var name = lazyregexp.New(`^[a-z][a-z0-9-]{0,39}$`)

// ValidName reports whether s can be the name of a report or of a destination: a
// small letter, then up to 39 of a-z, 0-9 and -.
func ValidName(s string) bool { return name().MatchString(s) }

// NamePattern returns the regular expression of such names.
func NamePattern() string { return name().String() }
