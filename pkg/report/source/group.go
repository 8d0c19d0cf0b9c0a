package source

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// A query has up to 50 log groups, by name or by ARN. The ARN has no :* at its end.
//
// Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
const maxLogGroups = 50

var (
	groupName = lazyregexp.New(`^[.\-_/#A-Za-z0-9]{1,512}$`)
	groupARN  = lazyregexp.New(`^arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[.\-_/#A-Za-z0-9]{1,512}$`)
	anyStream = lazyregexp.New(`^arn:.*:\*$`)
)

const (
	wantGroups = `a list such as ["/aws/lambda/bot"]`
	wantGroup  = "a name of letters, digits and . - _ / #, or an ARN"
)

// logGroups are the log groups that a query reads: by name, or as SOURCE selects them.
type logGroups struct {
	names  []string
	source string // the command SOURCE; empty: names
}

// readLogGroups reads the list under log_groups, and the log_class of what it selects.
func readLogGroups(m mapping) (groups logGroups) {
	v, there := m.get("log_groups")
	if !there {
		m.refuseLogClass("there is no log_groups here")
		return groups
	}
	read := groupReader{list: v, seen: map[string]bool{}}
	for _, item := range v.list(wantGroups, "log group") {
		read.item(item)
	}
	if !read.selecting() {
		m.refuseLogClass("names have the class of their log group")
		if len(read.names) > maxLogGroups {
			v.invalid("at most %d, not %d", maxLogGroups, len(read.names))
		}
		return logGroups{names: read.names}
	}
	return logGroups{source: read.sourceIn(readLogClass(m))}
}

// groupReader reads the entries of log_groups.
type groupReader struct {
	list     value
	seen     map[string]bool // names and patterns
	names    []string
	prefixes []string
	tags     []tagValues // by key, in the order of the list
	first    value       // the first pattern or tag
	firstTag value
	refused  bool // an entry
	mixed    bool // names with what SOURCE selects
}

// selecting reports whether an entry is a pattern or a tag.
func (g *groupReader) selecting() bool { return g.first.reader != nil }

// item reads an entry: a name, an ARN, a pattern or a tag.
func (g *groupReader) item(v value) {
	if v.node.Kind == yaml.MappingNode {
		g.tag(v)
		return
	}
	s, ok := v.scalar(wantGroup, "!!str")
	switch {
	case !ok:
		g.refused = true
	case strings.Contains(s.text, "*") && !anyStream().MatchString(s.text):
		g.pattern(s)
	default:
		g.name(s)
	}
}

func (g *groupReader) name(s scalar) {
	if !checkGroup(s) {
		g.refused = true
		return
	}
	g.once(s)
	s.refuseElsewhere(s.text, s.at())
	g.names = append(g.names, s.text)
	if g.selecting() {
		g.refuseMixed(s.value)
	}
}

// once refuses a name or a pattern that the list has twice.
func (g *groupReader) once(s scalar) {
	if g.seen[s.text] {
		s.problem(s.at(), "leave one out", "duplicate log group %s", quoted(s.text))
	}
	g.seen[s.text] = true
}

// checkGroup reports whether the text is a log group, and refuses it otherwise.
func checkGroup(s scalar) bool {
	valid := ValidLogGroup(s.text)
	if !valid {
		s.invalid("%s", wantedGroup(s.text))
	}
	return valid
}

// ValidLogGroup reports whether a text is the name or the ARN of a log group.
func ValidLogGroup(text string) bool {
	return groupName().MatchString(text) || groupARN().MatchString(text)
}

// wantedGroup says what to write instead of a text that is not a log group.
func wantedGroup(text string) string {
	if anyStream().MatchString(text) {
		return "the ARN without :* at its end"
	}
	return wantGroup
}
