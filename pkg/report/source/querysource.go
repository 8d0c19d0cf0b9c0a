package source

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// refuseSource refuses SOURCE at the begin of a query. The worker gives StartQuery the log
// groups of the report, which the deployment may read, and StartQuery takes only one of
// the two (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html).
// In a query in parentheses, SOURCE is a part of the language.
func (t queryText) refuseSource(tree *syntax.Query) bool {
	source, found := tree.Commands[0].(*syntax.Source)
	if found {
		t.problemAt(source.Offset, "list them under log_groups", "invalid `SOURCE` at the begin of a query: the worker names the log groups, and AWS takes them in one place only")
	}
	return found
}

// innerSource is a SOURCE in a query in parentheses.
type innerSource struct {
	queryText
	source *syntax.Source
}

// noteSources notes each SOURCE that names log groups which a deployment may not read: its
// permissions are for the log groups of its reports.
func (b *builder) noteSources() {
	groups := b.report.AllLogGroups()
	for _, s := range b.sources {
		if !slices.ContainsFunc(groups, s.names) {
			s.noteAt(s.source.Offset, "list them under log_groups of a query", "`SOURCE` names log groups that no query of the report has, and a deployment may read no others")
		}
	}
}

// names reports whether SOURCE names a log group, as far as its name says.
func (s innerSource) names(group string) bool {
	name := group[strings.LastIndexByte(group, ':')+1:]
	if s.source.LogGroups == nil {
		return s.source.Group == "" || s.source.Group == group || s.source.Group == name
	}
	prefixes := s.source.LogGroups.Prefixes
	return len(prefixes) == 0 || slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}
