package source

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// Log groups by pattern or by tag are selected by the command SOURCE at the begin of the
// query: StartQuery takes log groups as a parameter or by SOURCE, not both, and SOURCE takes
// up to five prefixes and five keys of tags, each with five values. With prefixes and tags
// AWS selects what has both; tags of several keys must all be there, of the values of one
// key any.
//
// Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html and
// docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html

// The log classes that Logs Insights queries.
//
// Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
const (
	classStandard   = "standard"
	classInfrequent = "infrequent_access"
)

var logClasses = []string{classStandard, classInfrequent}

const (
	wantPattern  = "the beginning of names with one * at its end, such as /aws/lambda/*"
	wholeAccount = "name how the log groups begin, such as /aws/lambda/*"
)

// pattern reads the beginning of names with * at its end.
func (g *groupReader) pattern(s scalar) {
	prefix := strings.TrimSuffix(s.text, "*")
	g.refused = true
	switch {
	case strings.HasPrefix(s.text, "arn:"):
		s.problem(s.at(), `write the name alone; of a linked account, begin the query with SOURCE logGroups(accountIdentifier: ["111122223333"], namePrefix: […])`,
			"invalid log group %s: want a pattern of names, not an ARN", quoted(s.text))
	case prefix == "":
		s.problem(s.at(), wholeAccount, `invalid log group "*": a deployment would need the permission to read every log group`)
	case !groupName().MatchString(prefix):
		s.invalid("%s", wantPattern)
	default:
		g.refused = false
		g.once(s)
		g.selects(s.value)
		g.prefixes = append(g.prefixes, prefix)
	}
}

// selects notes an entry that SOURCE selects by.
func (g *groupReader) selects(v value) {
	if !g.selecting() {
		g.first = v
	}
	if len(g.names) > 0 {
		g.refuseMixed(v)
	}
}

// refuseMixed refuses names next to what SOURCE selects.
func (g *groupReader) refuseMixed(at value) {
	g.refused = true
	if g.mixed {
		return
	}
	g.mixed = true
	at.problem(at.at(), "write the names as patterns too, or give their queries a log_groups of their own",
		"log groups by name together with patterns or tags: AWS takes names, or a SOURCE that selects, and not both")
}

// sourceIn returns SOURCE of what the list selects in a class of log groups. It is a
// command of one line, or empty if the list has a mistake.
func (g *groupReader) sourceIn(class string) string {
	g.checkCounts()
	if g.refused {
		return ""
	}
	s := &syntax.Source{}
	for _, t := range g.tags {
		s.Tags = append(s.Tags, &syntax.SourceTag{Key: t.key, Values: t.values})
	}
	if class != classStandard || len(g.prefixes) > 0 {
		s.LogGroups = &syntax.LogGroups{Prefixes: g.prefixes}
	}
	if class != classStandard {
		s.LogGroups.Classes = []string{strings.ToUpper(class)}
	}
	g.noteOnlyOnAWS(class)
	return s.String()
}

// checkCounts refuses more than SOURCE takes.
func (g *groupReader) checkCounts() {
	const most = 5
	many := func(count int, what string) {
		if count > most {
			g.refused = true
			g.list.problem(g.list.at(), "read some of them in another query", "invalid log_groups of %d %s: want at most %d in a query", count, what, most)
		}
	}
	many(len(g.prefixes), "patterns")
	many(len(g.tags), "keys of tags")
	for _, t := range g.tags {
		many(len(t.values), "values of tag "+quoted(t.key))
	}
}

// noteOnlyOnAWS notes what log files do not have.
func (g *groupReader) noteOnlyOnAWS(class string) {
	switch {
	case len(g.tags) > 0:
		g.firstTag.note(g.firstTag.at(), onlyOnAWS, "log groups by tag: files have no tags")
	case class != classStandard:
		g.first.note(g.first.at(), onlyOnAWS, "log groups of class %s: files are taken for those of class %s", class, classStandard)
	}
}

// readLogClass reads the class of the log groups that patterns and tags select.
func readLogClass(m mapping) string { return m.choice("log_class", logClasses, classStandard) }

// refuseLogClass refuses a class that selects nothing.
func (m mapping) refuseLogClass(why string) {
	if v, there := m.get("log_class"); there {
		v.problem(v.at(), "leave it out, or write log_groups by pattern or tag next to it", "log_class that selects nothing: %s", why)
	}
}
