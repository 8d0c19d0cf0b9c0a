package yamltext

import (
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// FuzzLocate asserts that the place of every byte of every scalar is in the file,
// and not before the scalar.
func FuzzLocate(f *testing.F) {
	f.Add([]byte("q: >\n  a\n\n   b\n"))
	f.Add([]byte("q: |2-\n\n   a\n\n   b\u2028c\n"))
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
	for offset := 0; n.Kind == yaml.ScalarNode && offset <= len(n.Value); offset++ {
		line, column := text.Locate(n, offset)
		if line == n.Line && column == n.Column {
			continue
		}
		if line < n.Line || line > text.Lines() || column < 1 || column > utf8.RuneCountInString(text.Line(line))+1 {
			t.Fatalf("byte %d of %q is at %d:%d", offset, n.Value, line, column)
		}
	}
	for _, child := range n.Content {
		checkPlaces(t, text, child)
	}
}
