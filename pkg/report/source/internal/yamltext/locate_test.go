package yamltext

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// Each file holds one scalar with a mark in it, and Locate finds the mark.
func TestText_Locate(t *testing.T) {
	t.Parallel()
	for name, src := range map[string]string{
		"plain":                      "q: filter x @ y\n",
		"plain, not ASCII before it": "é: [ü, filter ö @]\n",
		"plain, first of two lines":  "q: filter @ x\n   | stats\n",
		"single quotes":              "q: 'it''s @'\n",
		"double quotes":              `q: "a \"b\" \x41\u00e9\U0001F600 \t\N\L @"` + "\n",
		"literal":                    "q: |\n  filter x\n  | stats @\n",
		"literal, indented text":     "q: |\n  filter x\n    | stats @\n",
		"literal, blank lines":       "q: |\n\n  filter x\n\n  | stats @\n",
		"literal, not ASCII":         "q: |\n  filter ö\n  | stats ö @\n",
		"literal, stripped":          "q: |-\n  filter @\n\n",
		"literal, kept":              "q: |+\n  filter @\n\n",
		"literal, indent indicator":  "a:\n  q: |2\n      filter x\n     | stats @\n",
		"literal, comment in header": "q: | # 1 comment\n  filter @\n",
		"literal, CRLF":              "q: |\r\n  filter x\r\n  | stats @\r\n",
		"literal, no break at end":   "q: |\n  filter @",
		"literal, anchor":            "q: &a |\n  filter @\n",
		"anchor":                     "q: &a filter @\n",
		"tag and anchor":             "q: !!str  &a \"filter @\"\n",
		"byte order mark":            "\ufeffq: filter @\n",
		"in a flow mapping":          "{ a: { q: \"filter @\" } }\n",
		"plain over lines":           "q: filter x\n   | stats @\n",
		"plain over blank lines":     "q: filter x\n\n\n   | stats @\n",
		"single quotes over lines":   "q: 'a''  \n\n  b @'\n",
		"double quotes over lines":   "q: \"\\x41\\n\\\n   b\\ \\\n\n   \\t @\"\n",
		"folded":                     "q: >\n  filter x\n  | stats @\n",
		"folded, first line":         "q: >\n  filter @\n  | stats x\n",
		"folded, indented text":      "q: >-\n  filter x\n\n    | stats é\n  | sort é @\n",
		"folded, indent indicator":   "a:\n  q: >2\n      filter x\n     | stats @\n",
		"folded, CRLF":               "q: >\r\n  filter x\r\n  | stats @\r\n",
		"folded, anchor":             "q: &a > # 1\n  filter x\n  | stats @\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkLocate(t, src, func(text *Text, _ *yaml.Node) (int, int) { return text.Position(strings.LastIndex(text.text, "@")) })
		})
	}
}

func TestText_Locate_at_the_beginning(t *testing.T) {
	t.Parallel()
	for name, src := range map[string]string{
		"tag and anchor on own lines": "q: !!str # comment\n  &a\n  \"filter @\"\n",
		"header on a line of its own": "q: !!str\n  |\n  filter x\n  | stats @\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkLocate(t, src, func(_ *Text, n *yaml.Node) (int, int) { return n.Line, n.Column })
		})
	}
}

// Of a blank, the place is between those of its neighbours, on the line of the one before.
func TestText_Locate_blanks(t *testing.T) {
	t.Parallel()
	const src = "q: >\n  ab  c\n  d\n"
	n := scalarWith(t, src, "c") // "ab  c d\n"
	text := New([]byte(src))
	for offset, want := range []place{{2, 3}, {2, 4}, {2, 5}, {2, 6}, {2, 7}, {2, 8}, {3, 3}, {3, 4}, {3, 4}} {
		if line, column := text.Locate(n, offset); line != want.line || column != want.column {
			t.Errorf("offset %d: Locate gave %d:%d, want %d:%d", offset, line, column, want.line, want.column)
		}
	}
}

type place struct{ line, column int }

// The joins are the lines whose begin YAML has folded into the line before.
func TestText_Joins(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"q: >\n  filter @\n  | stats\n  | sort\n":       "filter @ ^| stats ^| sort\n",
		"q: >\n  filter @\n\n  | stats\n":               "filter @\n| stats\n",
		"q: >\n  filter @\n    | stats\n  | sort\n":     "filter @\n  | stats\n| sort\n",
		"q: |\n  filter @\n  | stats\n":                 "filter @\n| stats\n",
		"q: filter @\n  | stats\n":                      "filter @ ^| stats",
		"q: 'filter @\n\n  | stats'\n":                  "filter @\n| stats",
		"q: \"filter @\\\n  | stats\\n\\\n  | sort\"\n": "filter @^| stats\n| sort",
		"q: \"filter @ \\t | stats\"\n":                 "filter @ \t | stats",
		"q: !!str\n  >\n  filter @\n  | stats\n":        "filter @ | stats\n", // not found
	} {
		n := scalarWith(t, src, "@")
		got, end := "", 0
		for _, offset := range New([]byte(src)).Joins(n) {
			got, end = got+n.Value[end:offset]+"^", offset
		}
		if got += n.Value[end:]; got != want {
			t.Errorf("%q has the joins %q, want %q", src, got, want)
		}
	}
}

// checkLocate compares the place of the mark in the only scalar that has one.
func checkLocate(t *testing.T, src string, want func(*Text, *yaml.Node) (int, int)) {
	t.Helper()
	n, text := scalarWith(t, src, "@"), New([]byte(src))
	line, column := text.Locate(n, strings.Index(n.Value, "@"))
	if wantLine, wantColumn := want(text, n); line != wantLine || column != wantColumn {
		t.Errorf("Locate gave %d:%d, want %d:%d in\n%s", line, column, wantLine, wantColumn, src)
	}
}

func TestText_Locate_at_the_end(t *testing.T) {
	t.Parallel()
	const src = "a: 1\nq: \"filter x |\"\n"
	n := scalarWith(t, src, "filter")
	for _, offset := range []int{len(n.Value), len(n.Value) + 1} {
		if line, column := New([]byte(src)).Locate(n, offset); line != 2 || column != 15 {
			t.Errorf("offset %d: Locate gave %d:%d, want 2:15", offset, line, column)
		}
	}
	if line, column := New([]byte(src)).Locate(n, -1); line != 2 || column != 5 {
		t.Errorf("offset -1: Locate gave %d:%d, want 2:5", line, column)
	}
}

func scalarWith(t *testing.T, src, mark string) *yaml.Node {
	t.Helper()
	var document yaml.Node
	if err := yaml.Load([]byte(src), &document); err != nil {
		t.Fatal(err)
	}
	if n := find(&document, mark); n != nil {
		return n
	}
	t.Fatalf("no scalar holds %q", mark)
	return nil
}

func find(n *yaml.Node, mark string) *yaml.Node {
	if n.Kind == yaml.ScalarNode && strings.Contains(n.Value, mark) {
		return n
	}
	for _, child := range n.Content {
		if found := find(child, mark); found != nil {
			return found
		}
	}
	return nil
}
