package source

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
)

// MaxQueryText is the longest query, in bytes: StartQuery takes 10,000
// characters, and a worker ends the text with a comment of its own.
const MaxQueryText = syntax.MaxLength - 200

var (
	queryID   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	queryKeys = keys{
		known: []string{"query", "log_groups", "max_rows", "max_scan"},
		later: strings.Fields("for_each compare thresholds tolerate region role parameters"),
		elsewhere: map[string]string{
			"title": "it belongs in a section", "show": "it belongs in a section", "value": "it belongs in a section",
		},
	}
)

const queryHint = `as in calls: { query: "stats count(*) as calls" }`

// parsed holds the queries by ID; those that could not be parsed are nil.
type parsed struct {
	ids     []string
	queries map[string]*syntax.Query
}

// elsewhere finds what only seems unsupported and would fail or reach too far on
// AWS: parameters that nobody fills in, saved queries, log groups besides those
// of the report.
var elsewhere = regexp.MustCompile(`(?i)\{\{|\$|(^|[|(])\s*source\b`)

func (l *loader) readQueries(m mapping, r *report.Report) parsed {
	all := parsed{queries: map[string]*syntax.Query{}}
	if !l.must(m, "queries", queryHint) {
		return all
	}
	n := resolve(m.values["queries"])
	if !l.isKind(n, yaml.MappingNode, "`queries`", queryHint) {
		return all
	}
	entries := l.entries(n, "query")
	if len(entries) == 0 {
		l.problem(placeOf(n), queryHint, "`queries` is empty")
	}
	for _, e := range entries {
		q, tree := l.readQuery(m, e, r)
		all.ids, all.queries[q.ID] = append(all.ids, q.ID), tree
		r.Queries = append(r.Queries, q)
	}
	return all
}

func (l *loader) readQuery(root mapping, e entry, r *report.Report) (report.Query, *syntax.Query) {
	q := report.Query{ID: e.key.Value, LogGroups: slices.Clone(r.LogGroups), MaxRows: r.MaxRows, MaxScan: r.MaxScan}
	what := "query " + quoted(q.ID)
	if !queryID.MatchString(q.ID) {
		l.problem(placeOf(e.key), "a small letter, then up to 39 of a-z, 0-9 and _", "%s is no ID for a query", quoted(q.ID))
	}
	m, ok := l.mapping(e.value, what, queryKeys, queryHint)
	if !ok {
		return q, nil
	}
	l.queryGroups(root, m, &q)
	q.MaxRows = l.number(m, "max_rows", 1, maxRows, r.MaxRows)
	q.MaxScan = l.size(m, "max_scan", r.MaxScan)
	if !l.must(m, "query", queryHint) {
		return q, nil
	}
	var tree *syntax.Query
	q.Text, tree = l.queryText(m.values["query"])
	return q, tree
}

func (l *loader) queryGroups(root, m mapping, q *report.Query) {
	_, own := m.values["log_groups"]
	_, shared := root.values["log_groups"]
	switch {
	case own:
		q.LogGroups = l.logGroups(m)
	case !shared:
		l.problem(placeOf(m.node), `as in log_groups: ["/aws/lambda/bot"], there or at the top`, "`log_groups` is missing in %s", m.what)
	}
}

// queryText reads a query as it stands: ${name} is not expanded in it.
func (l *loader) queryText(n *yaml.Node) (string, *syntax.Query) {
	n = resolve(n)
	if !l.isKind(n, yaml.ScalarNode, "`query`", queryHint) {
		return "", nil
	}
	text := strings.TrimSpace(n.Value)
	switch {
	case text == "" || n.ShortTag() == "!!null":
		l.problem(placeOf(n), queryHint, "`query` is empty")
	case n.ShortTag() != "!!str":
		l.wrongTag(n, "`query`", queryHint, "!!str")
	case len(text) > MaxQueryText:
		l.problem(placeOf(n), "", "the query is longer than %d bytes", MaxQueryText)
	default:
		return text, l.parseQuery(n)
	}
	return "", nil
}

// parseQuery parses the text with the white space around it, so that offsets
// are those of the scalar.
func (l *loader) parseQuery(n *yaml.Node) *syntax.Query {
	tree, err := syntax.Parse(strings.TrimRight(n.Value, " \t\r\n"))
	if bad := (*syntax.Error)(nil); errors.As(err, &bad) {
		at := l.within(scalar{node: n}, bad.Offset)
		if bad.Unsupported && !elsewhere.MatchString(n.Value) {
			// Logs Insights knows it: a report for AWS may well say so.
			l.note(at, "this query is not checked here and runs on AWS alone", "query: %s", bad.Message)
			return nil
		}
		l.problem(at, bad.Hint, "query: %s", bad.Message)
		return nil
	}
	if err != nil {
		l.problem(placeOf(n), "", "query: %v", err)
		return nil
	}
	return tree
}
