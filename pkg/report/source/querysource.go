package source

import (
	"errors"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

// Sources returns the log groups that SOURCE names in the text of a report's query, also in
// its queries in parentheses. A deployment needs the permission to query them:
//
//   - logs:StartQuery needs a log group as its resource, and no other action depends on it
//     (docs.aws.amazon.com/service-authorization/latest/reference/list_logs.html). Which
//     resources it is checked against when SOURCE selects groups by prefix is not
//     documented: names that begin with the prefix are the least that it can be.
//   - logs:DescribeLogGroups is documented for the role of a scheduled query
//     (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/scheduled-queries-concepts.html),
//     not for StartQuery (…/logs/permissions-reference-cwl.html).
//   - namePrefix without accountIdentifier selects groups of all linked accounts in a
//     monitoring account (…/logs/CWL_QuerySyntax-Source.html); permitted are those of the
//     deployment's own account.
//   - By tag the permission is for log groups with aws:ResourceTag, which all actions on log
//     groups but DescribeLogGroups take
//     (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html).
func Sources(text string) (all report.Sources) {
	if !MayHaveSource(text) {
		return all
	}
	for _, s := range sourcesOf(parseBegin(text)) {
		named := namedBy(s)
		all.LogGroups = append(all.LogGroups, named.LogGroups...)
		all.Prefixes = append(all.Prefixes, named.Prefixes...)
		all.Tags = append(all.Tags, named.Tags...)
	}
	return all
}

// MayHaveSource reports whether a query may have a SOURCE, without reading it: most have none,
// and a report may have 10,000 queries.
func MayHaveSource(text string) bool { return strings.Contains(strings.ToUpper(text), "SOURCE") }

// parseBegin returns the tree of a query; of one that only AWS can read, that of the
// commands before what cannot be read here. It is nil if there is none.
func parseBegin(text string) *syntax.Query {
	tree, err := syntax.Parse(text)
	if bad, ok := errors.AsType[*expr.Error](err); ok && bad.Unsupported {
		begin := text[:min(max(bad.Offset, 0), len(text))]
		tree, _ = syntax.Parse(begin[:max(strings.LastIndexByte(begin, '|'), 0)])
	}
	return tree
}

// sourcesOf returns the SOURCE commands of a query and of the queries in it.
func sourcesOf(tree *syntax.Query) (all []*syntax.Source) {
	if tree == nil {
		return nil
	}
	tree.EachCommand(func(c syntax.Command) {
		if s, ok := c.(*syntax.Source); ok {
			all = append(all, s)
		}
	})
	return all
}

// namedBy returns the log groups that one SOURCE names.
func namedBy(s *syntax.Source) (named report.Sources) {
	if s.Group != "" {
		named.LogGroups = []string{s.Group}
	}
	switch {
	case s.LogGroups == nil || len(s.LogGroups.Prefixes) == 0:
		named.Tags = tagsOf(s)
	case len(s.LogGroups.Accounts) == 0:
		named.Prefixes = s.LogGroups.Prefixes
	default:
		for _, account := range s.LogGroups.Accounts {
			for _, prefix := range s.LogGroups.Prefixes {
				named.Prefixes = append(named.Prefixes, account+":"+prefix)
			}
		}
	}
	return named
}

// beginsWithSource matches a query that names its log groups itself, whether or not the
// rest of it can be read.
var beginsWithSource = lazyregexp.New(`(?i)^([ \t\r\n]|#.*)*SOURCE\b`)

// checkSources refuses each SOURCE for which a deployment could not get a permission of its
// own. It is false if there is one.
func (t queryText) checkSources(tree *syntax.Query) (ok bool) {
	ok = true
	for _, s := range sourcesOf(tree) {
		if message, hint := ungrantable(s); message != "" {
			t.problemAt(s.Offset, hint, message)
			ok = false
		} else if strings.HasPrefix(s.Group, "arn:") {
			t.refuseElsewhere(s.Group, t.place(s.Offset))
		}
	}
	return ok
}

var account = lazyregexp.New(`^[0-9]{12}$`)

// ungrantable returns why the log groups of a SOURCE cannot be granted one by one or by
// prefix, and what to write; nothing if they can.
func ungrantable(s *syntax.Source) (message, hint string) {
	var l syntax.LogGroups
	if s.LogGroups != nil {
		l = *s.LogGroups
	}
	if s.Group != "" && !ValidLogGroup(s.Group) {
		return "invalid log group " + quoted(s.Group) + " in `SOURCE`: want " + wantedGroup(s.Group), ""
	}
	if len(s.Tags) > 0 && len(l.Prefixes) == 0 {
		return ungrantableTags(s)
	}
	if len(l.Prefixes) == 0 && (s.Group == "" || s.LogGroups != nil) || slices.Contains(l.Prefixes, "") {
		return "invalid `SOURCE` without a prefix of names or a tag: a deployment would need the permission to read every log group",
			`name prefixes: logGroups(namePrefix: ["/aws/lambda/"])`
	}
	if i := slices.IndexFunc(l.Prefixes, func(prefix string) bool { return !groupName().MatchString(prefix) }); i >= 0 {
		return "invalid prefix " + quoted(l.Prefixes[i]) + " in `SOURCE`: want letters, digits and . - _ / #, without a * at the end", ""
	}
	if i := slices.IndexFunc(l.Accounts, func(id string) bool { return !account().MatchString(id) }); i >= 0 {
		return "invalid account " + quoted(l.Accounts[i]) + " in `SOURCE`: want its 12 digits", ""
	}
	return "", ""
}

// noteSourceTimes notes a SOURCE with a time of its own.
func (t queryText) noteSourceTimes(s *syntax.Source) {
	if s.Start != "" || s.End != "" {
		t.noteAt(s.Offset, "leave them out", "`SOURCE` with `start` or `end`: AWS does not document whether they replace the report's window")
	}
}
