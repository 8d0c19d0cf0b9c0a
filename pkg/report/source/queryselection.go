package source

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
)

// Selection has the words by which one SOURCE selects log groups, as a query's text has it. A log group
// is one of a class and an account, has one of the prefixes, and all tags.
type Selection struct {
	Prefixes []string    // beginnings of names; none: every name
	Tags     report.Tags // values by key
	Accounts []string    // IDs; none: of this account, and in a monitoring account of all that are linked
	Class    string      // of the log groups, in AWS's words; without one of SOURCE, that of Standard
}

// Selections returns what each SOURCE in the text of a query selects log groups by, also
// those of its queries in parentheses. One that names a log group selects by nothing.
func Selections(text string) (all []Selection) {
	for _, s := range sourcesOf(parseBegin(text)) {
		if s.LogGroups == nil && len(s.Tags) == 0 {
			continue
		}
		l := syntax.LogGroups{}
		if s.LogGroups != nil {
			l = *s.LogGroups
		}
		one := Selection{Prefixes: l.Prefixes, Accounts: l.Accounts, Class: strings.ToUpper(classStandard)}
		for _, tags := range tagsOf(s) {
			one.Tags = tags
		}
		if len(l.Classes) > 0 {
			one.Class = strings.Join(l.Classes, ", ")
		}
		all = append(all, one)
	}
	return all
}

// tagsOf returns the tags that select log groups. With a prefix they select fewer of those
// that begin with it, whose permission is that of the prefix.
func tagsOf(s *syntax.Source) (all []report.Tags) {
	if len(s.Tags) == 0 {
		return nil
	}
	tags := report.Tags{}
	for _, t := range s.Tags {
		tags[t.Key] = slices.Compact(slices.Sorted(slices.Values(append(tags[t.Key], t.Values...))))
	}
	return []report.Tags{tags}
}

// ungrantableTags returns why the log groups of tags alone cannot be granted: IAM compares
// each value as it stands, and log groups of linked accounts by their own tags.
func ungrantableTags(s *syntax.Source) (message, hint string) {
	if s.LogGroups != nil && len(s.LogGroups.Accounts) > 0 {
		return "invalid `SOURCE` of accounts by tag alone: a deployment would need the permission to read every log group of them", "name prefixes, too"
	}
	seen := map[string]bool{}
	for _, t := range s.Tags {
		switch {
		case seen[t.Key]:
			return "invalid tag " + quoted(t.Key) + " in `SOURCE`, which is there twice: want a list of its values", ""
		case !isTagKey(t.Key):
			return "invalid tag " + quoted(t.Key) + " in `SOURCE`: want letters, digits, blanks and _ . : / = + - @", ""
		case len(t.Values) == 0 || slices.ContainsFunc(t.Values, func(v string) bool { return !isTagValue(v) }):
			return "invalid values of tag " + quoted(t.Key) + " in `SOURCE` without a prefix of names: want each as it stands, without ! and *, for a permission by it", "write them out, or name prefixes, too"
		}
		seen[t.Key] = true
	}
	return "", ""
}
