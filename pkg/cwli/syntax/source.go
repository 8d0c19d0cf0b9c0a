package syntax

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

type (
	// Source names the log groups that are read. It stands before all other commands;
	// several name the groups of all.
	Source struct {
		expr.Span
		Group       string     // of SOURCE "group": a name or an ARN
		LogGroups   *LogGroups // nil without logGroups(…)
		DataSources []string   // of dataSource([…])
		Tags        []*SourceTag
		Start, End  string // as written; empty: the query's
	}

	// LogGroups selects log groups: without anything, all.
	LogGroups struct{ Prefixes, Accounts, Classes []string }

	// SourceTag selects log groups by a tag. A value may begin with ! (not) and end in *.
	SourceTag struct {
		Key    string
		Values []string
	}
)

// The bounds of what SOURCE lists
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html).
const (
	maxPrefixes    = 5
	maxAccounts    = 20
	maxDataSources = 10
	maxTags        = 5
	maxTagValues   = 5
	maxClasses     = 2 // there are two
)

// Keyword returns SOURCE.
func (*Source) Keyword() string { return "SOURCE" }

// String returns the command's source.
func (s *Source) String() string {
	parts := []string{"SOURCE"}
	if s.Group != "" {
		parts = append(parts, expr.Quote(s.Group))
	}
	if s.LogGroups != nil {
		parts = append(parts, s.LogGroups.String())
	}
	if s.DataSources != nil {
		parts = append(parts, "dataSource("+textList(s.DataSources)+")")
	}
	if s.Tags != nil {
		parts = append(parts, "logGroupTags(["+list(s.Tags, (*SourceTag).String)+"])")
	}
	parts = append(parts, timeText("start", s.Start)...)
	return strings.Join(append(parts, timeText("end", s.End)...), " ")
}

// String returns the source of the selection.
func (l *LogGroups) String() string {
	var parts []string
	for _, arg := range l.arguments() {
		if len(*arg.values) > 0 {
			parts = append(parts, arg.name+": "+textList(*arg.values))
		}
	}
	return "logGroups(" + strings.Join(parts, ", ") + ")"
}

// String returns the source of a tag.
func (t *SourceTag) String() string {
	s := `{"key": ` + expr.Quote(t.Key)
	if t.Values != nil {
		s += `, "values": ` + textList(t.Values)
	}
	return s + "}"
}

func textList(values []string) string { return "[" + list(values, expr.Quote) + "]" }

var plainTime = lazyregexp.New(`^-?(\d+[a-z]*|[A-Za-z_]\w*)$`)

func timeText(name, value string) []string {
	switch {
	case value == "":
		return nil
	case plainTime().MatchString(value):
		return []string{name + "=" + value}
	}
	return []string{name + "=" + expr.Quote(value)}
}
