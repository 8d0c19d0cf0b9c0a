package report

import "regexp"

var name = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

// ValidName reports whether s can name a report.
func ValidName(s string) bool { return name.MatchString(s) }
