package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// selectedText returns the text of a query with these keys after its own, and the notes.
func selectedText(t *testing.T, query, keys string) (text string, groups []string, notes []string) {
	t.Helper()
	src := "report: daily\nwindow: 24h\ndeliver: [ { stdout: {} } ]\nqueries:\n  calls: { query: '" + query + "', " + keys + " }\n"
	r, found, err := loadText(src, DefaultValues(), Options{})
	if err != nil {
		t.Fatalf("%s: %v", keys, err)
	}
	for _, n := range found {
		notes = append(notes, strings.TrimPrefix(n.String(), "report.yaml:"))
	}
	return r.Queries[0].Text, r.Queries[0].LogGroups, notes
}

func TestGroupReader_sourceIn(t *testing.T) {
	t.Parallel()
	const (
		tags  = "log groups by tag: files have no tags (the query runs only on AWS)"
		class = "log groups of class infrequent_access: files are taken for those of class standard (the query runs only on AWS)"
	)
	for keys, c := range map[string]struct {
		source string
		notes  []string
	}{
		`log_groups: ["/aws/lambda/shop-*"]`:                        {`SOURCE logGroups(namePrefix: ["/aws/lambda/shop-"])`, nil},
		`log_groups: ["/aws/${env}-*", "/b*"], log_class: standard`: {`SOURCE logGroups(namePrefix: ["/aws/local-", "/b"])`, nil},
		`log_groups: ["/a*"], log_class: infrequent_access`:         {`SOURCE logGroups(namePrefix: ["/a"], class: ["INFREQUENT_ACCESS"])`, []string{"5:55: " + class}},
		`log_groups: [{ tag: "team=shop" }]`:                        {`SOURCE logGroupTags([{"key": "team", "values": ["shop"]}])`, []string{"5:55: " + tags}},
		`log_groups: [{ tag: "a=x=y" }, { tag: "aws:cloudformation:stack-name=s" }, { tag: "a=z" }]`: {
			`SOURCE logGroupTags([{"key": "a", "values": ["x=y", "z"]}, {"key": "aws:cloudformation:stack-name", "values": ["s"]}])`, []string{"5:55: " + tags}},
		`log_groups: ["/a*", { tag: "team=shop" }], log_class: infrequent_access`: {
			`SOURCE logGroups(namePrefix: ["/a"], class: ["INFREQUENT_ACCESS"]) logGroupTags([{"key": "team", "values": ["shop"]}])`, []string{"5:62: " + tags}},
		`log_groups: [{ tag: "team=shop" }], log_class: infrequent_access`: {
			`SOURCE logGroups(class: ["INFREQUENT_ACCESS"]) logGroupTags([{"key": "team", "values": ["shop"]}])`, []string{"5:55: " + tags}},
	} {
		text, groups, notes := selectedText(t, "stats count(*) as n", keys)
		if want := c.source + " |\nstats count(*) as n"; text != want || groups != nil {
			t.Errorf("%s: %q on %q, want %q", keys, text, groups, want)
		}
		if diff := cmp.Diff(c.notes, notes); diff != "" {
			t.Errorf("%s: notes (-want +got):\n%s", keys, diff)
		}
	}
}

// What SOURCE selects is what a deployment gets the permission for, and the text is one
// that the engine runs.
func TestGroupReader_sourceIn_is_granted(t *testing.T) {
	t.Parallel()
	text, _, _ := selectedText(t, "fields a", `log_groups: ["/a*", "/b*"]`)
	if diff := cmp.Diff([]string{"/a", "/b"}, Sources(text).Prefixes); diff != "" || !RunsLocally(text) {
		t.Errorf("%q runs here: %v, prefixes (-want +got):\n%s", text, RunsLocally(text), diff)
	}
}

// Queries by pattern share a scan as those by name do, unless the patterns differ.
func TestBuilder_noteShared_by_pattern(t *testing.T) {
	t.Parallel()
	const two = "query: stats count(*) as n"
	if got := sharedNotes(t, "log_groups: ['/a*']\n", two, "query: stats sum(a) as n2"); len(got) != 1 || !strings.Contains(got[0], "each of q1, q2 scans the same log groups") {
		t.Errorf("notes %q, want that they share a scan", got)
	}
	if got := sharedNotes(t, "log_groups: ['/a*']\n", two, "query: stats sum(a) as n2, log_groups: ['/a-*']"); got != nil {
		t.Errorf("notes %q of different patterns", got)
	}
}

// The text with its SOURCE is within what StartQuery takes.
func TestQuery_fits(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", maxQuery-len("filter a = 1 or ")-60)
	src := strings.ReplaceAll(small, "stats count(*) as calls", "filter a = 1 or "+long)
	src = strings.ReplaceAll(src, "/aws/lambda/bot", "'/aws/lambda/bot-with-a-name-of-forty-letters-*'")
	_, _, err := loadText(src, nil, Options{})
	if err == nil || !strings.Contains(err.Error(), "invalid query: want at most 9800 bytes, not 9822: 82 of them select the log groups") {
		t.Errorf("error %v", err)
	}
}
