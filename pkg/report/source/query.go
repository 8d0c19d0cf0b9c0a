package source

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

// maxQuery is the longest query in bytes. StartQuery takes 10,000 characters, and
// a worker adds a comment at the end of the text.
const maxQuery = syntax.MaxLength - 200

var (
	queryID   = lazyregexp.New(`^[a-z][a-z0-9_]{0,39}$`)
	queryKeys = keys{
		known: []string{"query", "log_groups", "log_class", "max_rows", "max_scan", "max_bytes", "compare", "for_each"},
		later: strings.Fields("region role"),
		elsewhere: map[string]string{
			"budget":     "it belongs at the top of the file, for all queries",
			"tolerate":   "it belongs at the top of the file, for all queries",
			"parameters": "it belongs at the top of the file, for all queries",
			"title":      "it belongs in a section", "show": "it belongs in a section", "value": "it belongs in a section",
		},
	}
)

const (
	wantQueries   = `a mapping such as calls: { query: "stats count(*) as calls" }`
	wantQuery     = `a mapping such as { query: "stats count(*) as calls" }`
	wantQueryID   = "a small letter, then up to 39 of a-z, 0-9 and _"
	wantQueryText = `text such as "stats count(*) as calls"`
)

// query is a query that was read.
type query struct {
	id, text  string
	tree      *syntax.Query // nil if the text was not parsed
	fields    []string      // of its rows, none if they are not known
	unchecked bool          // only AWS can parse the text
	sourced   bool          // the text names its log groups by SOURCE
	source    string        // SOURCE of its log groups, which comes before the text; empty: names
	each      *item         // that it is for; nil: none
	at        value         // its text
}

func (b *builder) readQueries() {
	v, there := b.root.need("queries", wantQueries)
	if !there || !v.must(yaml.MappingNode, wantQueries) {
		return
	}
	entries := v.entries("query")
	if len(entries) == 0 {
		v.empty(wantQueries)
	}
	b.each = newEachQueries(entries)
	for _, e := range entries {
		if !queryID().MatchString(e.key.Value) {
			v.problem(placeOf(e.key), "", "invalid query ID %s: want %s", quoted(e.key.Value), wantQueryID)
		}
		b.readEach(e.key.Value, v.child(e.value, "query "+quoted(e.key.Value)))
	}
}

func (b *builder) readQuery(id string, v value) {
	all := report.Query{ID: id, MaxRows: b.report.MaxRows, MaxScan: b.report.MaxScan, MaxBytes: b.report.MaxBytes}
	q := query{id: id, each: v.each}
	if m, ok := v.mapping(queryKeys, wantQuery); ok {
		all.MaxRows = m.number("max_rows", 1, maxRows, b.report.MaxRows)
		all.MaxScan = m.size("max_scan", b.report.MaxScan)
		all.MaxBytes = m.maxBytes(b.report.MaxBytes)
		all.Compare = readCompare(m)
		if v, there := m.need("query", wantQueryText); there {
			q.at = v
			b.readQueryText(v, &q)
		}
		b.readQueryGroups(m, &q, &all)
	}
	all.Text = q.run()
	b.queries[id], b.report.Queries = q, append(b.report.Queries, all)
}

// readQueryGroups reads the query's own log groups, which replace the report's. A query
// that begins with SOURCE has none: StartQuery takes log groups as a parameter or in the
// text, not both
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html).
func (b *builder) readQueryGroups(m mapping, q *query, all *report.Query) {
	v, there := m.get("log_groups")
	groups := b.groups
	switch {
	case q.sourced && there:
		v.problem(v.at(), "leave log_groups out", "invalid log_groups of a query that names its log groups by `SOURCE`: AWS takes them in one place only")
		return
	case q.sourced:
		m.refuseLogClass("the query has a SOURCE of its own")
		return
	case there:
		groups = readLogGroups(m)
	case b.root.has("log_groups"):
		b.groupsRead = true
		m.refuseLogClass("the log_groups of the report have their own")
	default:
		m.missing("log_groups", wantGroups+", here or at the top")
	}
	all.LogGroups, q.source = slices.Clone(groups.names), groups.source
	q.fits()
}

// run returns the text that is sent: with SOURCE of the log groups that are not names, in a
// line of its own as the console writes it.
func (q query) run() string {
	if q.source == "" || q.text == "" {
		return q.text
	}
	return q.source + " |\n" + q.text
}

// fits refuses a text that is too long with its SOURCE.
func (q query) fits() {
	if size := len(q.run()); q.source != "" && size > maxQuery && len(q.text) <= maxQuery {
		q.at.invalid("at most %d bytes, not %d: %d of them select the log groups", maxQuery, size, size-len(q.text))
	}
}

// noteUnreadGroups notes log groups of the report that no query reads because of SOURCE.
func (b *builder) noteUnreadGroups() {
	v, there := b.root.get("log_groups")
	sourced := slices.ContainsFunc(slices.Collect(maps.Values(b.queries)), func(q query) bool { return q.sourced })
	if there && sourced && !b.groupsRead {
		v.note(v.at(), "leave them out", "no query reads the log_groups of the report: each names its own")
	}
}

// readQueryText reads a query as it stands, with the values of its {{parameters}}.
// ${names} are not expanded in it.
func (b *builder) readQueryText(v value, q *query) {
	if !v.must(yaml.ScalarNode, wantQueryText) {
		return
	}
	switch tag := v.node.ShortTag(); {
	case strings.TrimSpace(v.node.Value) == "":
		v.empty(wantQueryText)
	case tag != "!!str":
		v.wrongTag(tag, wantQueryText)
	default:
		t, ok := b.fill(v)
		q.text = strings.TrimSpace(t.run)
		q.sourced = beginsWithSource().MatchString(q.text)
		if ok && t.readable() && t.uncommented() {
			b.check(t, q)
		}
	}
}
