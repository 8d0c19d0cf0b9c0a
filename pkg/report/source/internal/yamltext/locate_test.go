package yamltext

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// Each file holds one scalar with a mark in it, and Locate finds the mark.
func TestLocateFindsTheMark(t *testing.T) {
	t.Parallel()
	const mark = "@"
	tests := map[string]string{
		"plain":                       "q: filter x @ y\n",
		"plain, not ASCII before it":  "é: [ü, filter ö @]\n",
		"plain over lines":            "q: filter x\n   | stats @\n",
		"plain over blank lines":      "q: filter x\n\n\n   | stats @\n",
		"single quotes":               "q: 'it''s @'\n",
		"single quotes over lines":    "q: 'a  \n\n  b @'\n",
		"double quotes":               `q: "a \"b\" \x41\u00e9\U0001F600 \t @"` + "\n",
		"double quotes, continued":    "q: \"a \\\n   b\\\n\n   @\"\n",
		"literal":                     "q: |\n  filter x\n  | stats @\n",
		"literal, indented text":      "q: |\n  filter x\n    | stats @\n",
		"literal, blank lines":        "q: |\n\n  filter x\n\n  | stats @\n",
		"literal, stripped":           "q: |-\n  filter @\n\n",
		"literal, kept":               "q: |+\n  filter @\n\n",
		"literal, indent indicator":   "a:\n  q: |2\n      filter x\n     | stats @\n",
		"literal, comment in header":  "q: | # 1 comment\n  filter @\n",
		"literal, CRLF":               "q: |\r\n  filter x\r\n  | stats @\r\n",
		"literal, no break at end":    "q: |\n  filter @",
		"folded":                      "q: >\n  filter x\n  | stats @\n",
		"folded, blank lines":         "q: >\n  filter x\n\n\n  | stats @\n",
		"folded, indented text":       "q: >\n  filter x\n    | stats\n  y @\n",
		"folded, indented after gap":  "q: >\n  filter x\n\n    | stats\n\n  y @\n",
		"folded, begins blank":        "q: >-\n\n\n  filter x\n  y @\n",
		"anchor":                      "q: &a filter @\n",
		"tag and anchor on own lines": "q: !!str # comment\n  &a\n  \"filter @\"\n",
		"byte order mark":             "\ufeffq: filter @\n",
		"in a flow mapping":           "{ a: { q: \"filter @\" } }\n",
	}
	for name, src := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := scalarWith(t, src, mark)
			text := New([]byte(src))
			line, column := text.Locate(n, strings.Index(n.Value, mark))
			wantLine, wantColumn := text.Position(strings.LastIndex(text.text, mark))
			if line != wantLine || column != wantColumn {
				t.Errorf("Locate gave %d:%d, the mark is at %d:%d in\n%s", line, column, wantLine, wantColumn, src)
			}
		})
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

func TestEndOfValueIsBehindItsLastCharacter(t *testing.T) {
	t.Parallel()
	src := "a: 1\nq: \"filter x |\"\n"
	n := scalarWith(t, src, "filter")
	if line, column := New([]byte(src)).Locate(n, len(n.Value)); line != 2 || column != 15 {
		t.Errorf("Locate gave %d:%d, want 2:15", line, column)
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	text := New([]byte("one\r\ntwo\n\nfour"))
	for number, want := range map[int]string{0: "", 1: "one", 2: "two", 3: "", 4: "four", 5: ""} {
		if got := text.Line(number); got != want {
			t.Errorf("line %d is %q, want %q", number, got, want)
		}
	}
}

// FuzzLocate asserts that every character of every scalar has a place in the
// file, whatever the file.
func FuzzLocate(f *testing.F) {
	f.Add([]byte("q: >\n  a\n\n   b\n"))
	f.Add([]byte("q: \"a\\\n b\\u0041\"\n"))
	f.Add([]byte("- &a !!str |2-\n    x\n- 'y''z'\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		var document yaml.Node
		if len(src) > 1000 || yaml.Load(src, &document, yaml.WithUniqueKeys(false)) != nil {
			return
		}
		checkPlaces(t, New(src), &document)
	})
}

func checkPlaces(t *testing.T, text *Text, n *yaml.Node) {
	for offset := 0; n.Kind == yaml.ScalarNode && offset < len(n.Value); offset++ {
		line, column := text.Locate(n, offset)
		if line < n.Line || line > len(text.begins) || column < 1 {
			t.Fatalf("byte %d of %q is at %d:%d", offset, n.Value, line, column)
		}
	}
	for _, child := range n.Content {
		checkPlaces(t, text, child)
	}
}
