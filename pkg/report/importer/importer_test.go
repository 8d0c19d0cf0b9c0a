package importer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/report/importer"
)

// TestImport_published imports what users published (testdata/SOURCES.md): queries with
// their log groups and windows come out as they went in, but for those that are named.
func TestImport_published(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/*.json")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d exports, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			r, err := importer.Import([]importer.Document{{Name: path, Data: data}}, importer.Options{Now: now})
			if err != nil {
				t.Fatal(err)
			}
			want := exported(t, path)
			if len(want) != r.Found || len(want) == 0 {
				t.Errorf("found %d of %d queries", r.Found, len(want))
			}
			if diff := cmp.Diff(sorted(want, r.Lost), sorted(written(t, r), nil)); diff != "" {
				t.Errorf("queries, groups and windows (-in +out):\n%s", diff)
			}
			golden.Compare(t, strings.TrimSuffix(path, ".json")+".golden", summary(r))
		})
	}
}

// What the export has and a report does not have is named, by the words of the export.
func TestImport_published_losses(t *testing.T) {
	t.Parallel()
	for path, words := range map[string][]string{
		"bedrock":           {"dev-bedrock-ai-usage/Guardrail Application Trend: of its widget yAxis left out", "Guardrail Application Trend: stacked has no equal", "Model Usage Distribution: the view pie has no equal", "names log groups with a *", "unknown function `dc`"},
		"app-observability": {"2 widgets without a query left out: 1 metric, 1 text", "1 variable of the dashboard left out", "this one is of us-east-1"},
		"agent-errors":      {"AI-Agent-Recent-Errors-dev: names no log group (--group NAME gives it one)"},
		"scheduled-errors":  {"its results went to s3://my-bucket/query-results/"},
		"sentinel":          {"Sentinel-Command-Center/Log group: query: "},
		"dr2-ingest":        {"1 widget without a query left out: 1 alarm"},
	} {
		data, err := os.ReadFile("testdata/" + path + ".golden")
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range words {
			if !strings.Contains(string(data), want) {
				t.Errorf("%s does not say %q", path, want)
			}
		}
	}
}

func TestImport_several_documents(t *testing.T) {
	t.Parallel()
	const q = `{"queryDefinitionId":"%","name":"team/%","queryString":"stats count(*) as n%","logGroupNames":["/a"]}`
	one := func(n string) string { return strings.ReplaceAll(q, "%", n) }
	page := func(all ...string) string { return `{"queryDefinitions":[` + strings.Join(all, ",") + `]}` }
	r := imported(t, page(one("b"), one("a"))+"\n"+page(one("c")), "["+one("d")+"]", page(one("a")))
	if len(r.Reports) != 1 || r.Reports[0].Name != "team" || r.Reports[0].Queries != 4 || r.Found != 5 {
		t.Fatalf("%s", summary(r))
	}
	if len(r.Lost) != 1 || r.Lost[0].String() != "team/a: it is there twice" {
		t.Errorf("lost %v", r.Lost)
	}
	again := imported(t, page(one("a"), one("b"))+"\n"+page(one("c")), "["+one("d")+"]", page(one("a")))
	if diff := cmp.Diff(summary(r), summary(again)); diff != "" {
		t.Errorf("another order of the list gives another file:\n%s", diff)
	}
}

// Names that become the same get numbers, in reports and in queries.
func TestImport_same_names(t *testing.T) {
	t.Parallel()
	r := imported(t,
		`{"queryDefinitions":[
		{"name":"My Team/Errors","queryString":"stats count(*) as n","logGroupNames":["/a"]},
		{"name":"My Team/errors!","queryString":"stats count(*) as m","logGroupNames":["/b"]},
		{"name":"my-team/x","queryString":"stats count(*) as k","logGroupNames":["/b"]}]}`,
		`{"DashboardName":"MyTeam","DashboardBody":{"widgets":[{"type":"log","properties":{"query":"SOURCE '/a' | stats count(*)"}}]}}`)
	var names []string
	for _, one := range r.Reports {
		names = append(names, one.Name)
	}
	if diff := cmp.Diff([]string{"my-team", "my-team-2", "my-team-3"}, names); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(summary(r), "  errors:\n") || !strings.Contains(summary(r), "  errors_2:\n") {
		t.Error(summary(r))
	}
	written(t, r)
}

func TestImport_groups(t *testing.T) {
	t.Parallel()
	const saved = `{"queryDefinitions":[{"name":"x","queryString":"stats count(*) as n"},{"name":"y","queryString":"SOURCE '/own' | stats count(*) as n","logGroupNames":["/other"]}]}`
	r, err := importer.Import([]importer.Document{{Name: "a.json", Data: []byte(saved)}}, importer.Options{Groups: []string{"/given", "arn:aws:logs:us-east-1:123456789012:log-group:/b:*"}})
	if err != nil || len(r.Lost) > 0 || len(r.Changed) != 1 || !strings.Contains(r.Changed[0].Why, "/other") {
		t.Fatalf("%v %s", err, summary(r))
	}
	want := []string{"SOURCE '/own' | stats count(*) as n in  over 24h0m0s", "stats count(*) as n in /given arn:aws:logs:us-east-1:123456789012:log-group:/b over 24h0m0s"}
	if diff := cmp.Diff(want, sorted(written(t, r), nil)); diff != "" {
		t.Error(diff)
	}
}

func TestImport_parameters(t *testing.T) {
	t.Parallel()
	r := imported(t, `{"queryDefinitions":[
	{"name":"a","queryString":"filter l = '{{level}}' and m = '{{level}}'","logGroupNames":["/a"],"parameters":[{"name":"level","defaultValue":"ERROR"},{"name":"unused","defaultValue":"1"}]},
	{"name":"b","queryString":"filter l = '{{level}}'","logGroupNames":["/a"],"parameters":[{"name":"level","defaultValue":"WARN"}]},
	{"name":"c","queryString":"filter l = '{{each}}'","logGroupNames":["/a"],"parameters":[{"name":"each","defaultValue":"x"}]},
	{"name":"d","queryString":"filter l = '{{none}}'","logGroupNames":["/a"],"parameters":[{"name":"none"}]},
	{"name":"e","queryString":"filter l = '{{level}}'","logGroupNames":["/a"],"parameters":[{"name":"level","defaultValue":"ERROR"}]}]}`)
	if diff := cmp.Diff([]string{
		"filter l = 'ERROR' and m = 'ERROR' in /a over 24h0m0s", "filter l = 'ERROR' in /a over 24h0m0s",
		"filter l = 'WARN' in /a over 24h0m0s", "filter l = 'x' in /a over 24h0m0s",
	}, sorted(written(t, r), nil)); diff != "" {
		t.Error(diff)
	}
	if len(r.Lost) != 1 || r.Lost[0].String() != "d: its parameter {{none}} has no default value" || len(r.Changed) != 2 {
		t.Errorf("%s", summary(r))
	}
}

func TestImport_nothing_to_read(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		"":                             "read a.json: it is empty: want what these commands print, as JSON: aws logs describe-query-definitions, ",
		"NAME  QUERY":                  "read a.json: it is not JSON: want ",
		`{"a":1}`:                      "read a.json: it has none of queryDefinitions, ",
		`3`:                            "read a.json: it has a field of another type: want ",
		`{"queryDefinitions":3}`:       "read a.json: it has a field of another type: want ",
		`{"DashboardBody":"{"}`:        "read a.json: the body of its dashboard is not as AWS describes it: ",
		`{"DashboardBody":"{}"}`:       "read a.json: the body of its dashboard has no widgets",
		`{"queryString":"x","name":3}`: "read a.json: it has a field of another type: want ",
	} {
		_, err := importer.Import([]importer.Document{{Name: "a.json", Data: []byte(data)}}, importer.Options{})
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

// Lists that lack what is to be imported say which command has it.
func TestImport_lists(t *testing.T) {
	t.Parallel()
	r := imported(t, `{"DashboardEntries":[{"DashboardName":"ops"}]}`, `{"scheduledQueries":[{"name":"hourly","scheduleExpression":"cron(0 * * * ? *)"}]}`, `{"queryDefinitions":[],"NextToken":"x"}`)
	want := `== not carried over: 1 of 1
hourly: the list does not have its text: import what ` + "`aws logs get-scheduled-query --identifier hourly`" + ` prints
== carried over otherwise
ops: the list does not have the widgets: import what ` + "`aws cloudwatch get-dashboard --dashboard-name ops`" + ` prints
export3.json: the list goes on, and the rest is not there: print it without --max-items
`
	if diff := cmp.Diff(want, summary(r)); diff != "" {
		t.Error(diff)
	}
}

// FuzzImport gives any document. What is written is right, and no query is lost in silence.
func FuzzImport(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"name":"a\u0000\n# b/${x}","queryString":"stats count(*)\t\u2028","logGroupNames":["$a"]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := importer.Import([]importer.Document{{Name: "a.json", Data: data}}, importer.Options{Now: now})
		if err != nil {
			return
		}
		if out := len(written(t, r)); out+len(r.Lost) != r.Found {
			t.Errorf("%d written and %d lost of %d", out, len(r.Lost), r.Found)
		}
	})
}
