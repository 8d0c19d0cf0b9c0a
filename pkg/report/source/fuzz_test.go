package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/report"
)

func throughJSON(t *testing.T, r *report.Report) *report.Report {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := report.Definition(data)
	if err != nil {
		t.Fatal(err)
	}
	return &again
}

// FuzzLoad asserts that problems point into the file, that hidden lines stay
// hidden, that a report that is taken survives its JSON form, and that what reading
// allocates is bounded by the length of the file.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(small))
	for _, path := range []string{"testdata/full.yaml", "../../../examples/bot-usage/bot-usage.yaml"} {
		src, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, src := range []string{
		edit(f, "{ query: stats count(*) as calls }", "{ for_each: [acme, 'a b', ${env}], query: 'filter a = \"{{each}}\" | limit 5', log_groups: ['/x/{{each}}'] }"),
		edit(f, "window: 24h", "window: 24h\ntitle: 'T {{each}}'\nfor_each: [acme, b]"),
		edit(f, "[/aws/lambda/bot]", "['/aws/${env}-*', { tag: 'team=a b' }, { tag: k=* }]\nlog_class: infrequent_access"),
		edit(f, "window: 24h", "window: 24h\nfor_each: { file: none.yaml }\ntests: [ { name: x, each: acme } ]"),
	} {
		f.Add([]byte(src))
	}
	for _, src := range repeated(50) {
		f.Add([]byte(src))
	}
	f.Add([]byte("report: &a {<<: *a}\nqueries: {<<: [*a, *a]}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		var r *report.Report
		var err error
		size := uint64(len(src))
		if bytes.Contains(src, []byte("for_each")) {
			size += uint64(load("report.yaml", src, DefaultValues(), Options{}).repeated)
		}
		allocs.AtMost(t, 2<<20+size*bytesPerByte, func() { r, _, err = loadText(string(src), DefaultValues(), Options{}) })
		if err == nil {
			if diff := cmp.Diff(r, throughJSON(t, r)); diff != "" {
				t.Fatalf("JSON changed the report (-before +after):\n%s", diff)
			}
			return
		}
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 1
		problems, _ := errors.AsType[Problems](err)
		for _, p := range problems {
			if p.Format(); p.More > 0 {
				continue
			}
			if p.Line < 1 || p.Column < 1 || p.Message == "" || lines < p.Line && !strings.ContainsAny(string(src), "\u0085\u2028\u2029") {
				t.Fatalf("a file of %d lines has the problem %+v", lines, p)
			}
		}
	})
}

// FuzzTest asserts that a test that is taken can be run: it has a name of its own, a time,
// logs and something to compare, and that each number matches its own text.
func FuzzTest(f *testing.F) {
	f.Add(strings.TrimPrefix(tested, small+"\ntests:\n"))
	f.Add("  - { name: a, logs: b, at: 2026-01-02T12:30:00Z, rows: { calls: [] } }\n")
	f.Add("  - &a { name: a, logs: [ b, b ], at: 2026-01-02 12:30, expect: { calls.calls: -1e3 }, golden: a.txt }\n  - { <<: *a, name: b }\n")
	f.Fuzz(func(t *testing.T, src string) {
		file := load("report.yaml", []byte(small+"\ntests:\n"+src), DefaultValues(), Options{})
		if len(file.problems.kept) > 0 {
			return
		}
		names := map[string]bool{}
		for _, test := range file.reports[0].tests {
			if names[test.Name] || test.Name == "" || test.At.IsZero() || len(test.Logs) == 0 || len(test.Values)+len(test.Tables) == 0 && test.Golden == nil {
				t.Fatalf("taken: %+v", test)
			}
			names[test.Name] = true
			for _, v := range test.Values {
				if !v.Want.Matches(v.Want.Text) || v.Line < 1 || v.Column < 1 {
					t.Fatalf("taken: %+v", v)
				}
			}
		}
	})
}
