package importer_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/report/importer"
	"github.com/fanlight/fanlight/pkg/report/source"
)

var now = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// imported imports documents that are right.
func imported(t *testing.T, documents ...string) importer.Result {
	t.Helper()
	var all []importer.Document
	for i, d := range documents {
		all = append(all, importer.Document{Name: fmt.Sprintf("export%d.json", i+1), Data: []byte(d)})
	}
	r, err := importer.Import(all, importer.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// summary writes what an import gives: the files, and each loss.
func summary(r importer.Result) string {
	var b strings.Builder
	for _, one := range r.Reports {
		fmt.Fprintf(&b, "== %s.yaml, queries: %d\n%s", one.Name, one.Queries, one.Content)
	}
	fmt.Fprintf(&b, "== not carried over: %d of %d\n", len(r.Lost), r.Found)
	for _, l := range r.Lost {
		fmt.Fprintln(&b, l)
	}
	fmt.Fprintln(&b, "== carried over otherwise")
	for _, l := range r.Changed {
		fmt.Fprintln(&b, l)
	}
	return b.String()
}

// asked is a query with its log groups and its window.
type asked struct{ Label, Text, Groups, Window string }

func (a asked) String() string { return a.Text + " in " + a.Groups + " over " + a.Window }

// plain returns a text with single blanks.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

func groupsOf(list []string) string {
	list = slices.Clone(list)
	for i := range list {
		list[i] = strings.TrimSuffix(list[i], ":*")
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// exported reads a document of the AWS CLI by itself, and returns what it asks for. It is
// written apart from the package.
func exported(t *testing.T, path string) (all []asked) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	for _, q := range list(v["queryDefinitions"]) {
		text := q["queryString"].(string)
		for _, p := range list(q["parameters"]) {
			text = strings.ReplaceAll(text, fmt.Sprintf("{{%s}}", p["name"]), fmt.Sprint(p["defaultValue"]))
		}
		all = append(all, asked{q["name"].(string), plain(text), groupsOf(texts(q["logGroupNames"])), "24h0m0s"})
	}
	if offset, is := v["startTimeOffset"].(float64); is {
		all = append(all, asked{v["name"].(string), plain(v["queryString"].(string)), groupsOf(texts(v["logGroupIdentifiers"])), (time.Duration(offset) * time.Second).String()})
	}
	return append(all, exportedWidgets(t, path, v)...)
}

func exportedWidgets(t *testing.T, path string, v map[string]any) (all []asked) {
	t.Helper()
	name, window := strings.TrimSuffix(filepath.Base(path), ".json"), "24h0m0s"
	if body, is := v["DashboardBody"].(string); is {
		name, v = v["DashboardName"].(string), nil
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			t.Fatal(err)
		}
	}
	if v["start"] == "-P3D" {
		window = "72h0m0s"
	}
	for i, w := range list(v["widgets"]) {
		if w["type"] != "log" {
			continue
		}
		p := w["properties"].(map[string]any)
		title, _ := p["title"].(string)
		if title == "" {
			title = fmt.Sprintf("Widget %d", i+1)
		}
		text, groups := split(p["query"].(string))
		all = append(all, asked{name + "/" + title, text, groups, window})
	}
	return all
}

// split takes the log groups off a widget's query.
func split(query string) (text, groups string) {
	var names []string
	for {
		head, rest, _ := strings.Cut(query, "|")
		name, is := strings.CutPrefix(strings.TrimSpace(head), "SOURCE '")
		if !is {
			return plain(query), groupsOf(names)
		}
		names, query = append(names, strings.TrimSuffix(name, "'")), rest
	}
}

func list(v any) (all []map[string]any) {
	items, _ := v.([]any)
	for _, item := range items {
		all = append(all, item.(map[string]any))
	}
	return all
}

func texts(v any) (all []string) {
	items, _ := v.([]any)
	for _, item := range items {
		all = append(all, item.(string))
	}
	return all
}

// written reads report files as every command does, and returns what their sections show.
func written(t testing.TB, r importer.Result) (all []asked) {
	t.Helper()
	for _, one := range r.Reports {
		files, _, err := source.Read(one.Name+".yaml", one.Content, source.DefaultValues(), source.Options{})
		if err != nil {
			t.Fatalf("%s is not right: %v\n%s", one.Name, err, one.Content)
		}
		of := files[0].Report
		if of.Name != one.Name || len(of.Sections) != one.Queries {
			t.Fatalf("report %s has %d sections: want %s with %d", of.Name, len(of.Sections), one.Name, one.Queries)
		}
		for _, s := range of.Sections {
			for _, q := range of.Queries {
				if q.ID == s.Query {
					all = append(all, asked{Text: plain(q.Text), Groups: groupsOf(q.LogGroups), Window: time.Duration(of.Window.Length).String()})
				}
			}
		}
	}
	return all
}

// sorted returns queries as texts, in order, without those that are lost.
func sorted(all []asked, lost []importer.Loss) (lines []string) {
	left := map[string]int{}
	for _, l := range lost {
		left[l.What]++
	}
	for _, a := range all {
		if left[a.Label] > 0 {
			left[a.Label]--
			continue
		}
		lines = append(lines, a.String())
	}
	slices.Sort(lines)
	return lines
}
