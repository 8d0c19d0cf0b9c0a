package source

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/golden"
)

func TestSchema(t *testing.T) {
	t.Parallel()
	golden.Compare(t, "../../../docs/report.schema.json", schemaText(t))
}

func schemaText(t testing.TB) string {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// resolved returns the schema, or with a pointer such as /$defs/query/properties/query a
// part of it, for validation.
func resolved(t testing.TB, pointer string) *jsonschema.Resolved {
	t.Helper()
	var whole jsonschema.Schema
	if err := json.Unmarshal([]byte(schemaText(t)), &whole); err != nil {
		t.Fatal(err)
	}
	root := &whole
	if pointer != "" {
		root = &jsonschema.Schema{Ref: "#" + pointer, Defs: whole.Defs}
		whole.Defs = nil
		root.Defs["report"] = &whole
	}
	r, err := root.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A key that the reader knows has a description, and an example that fits.
func TestDescribed_schema(t *testing.T) {
	t.Parallel()
	for _, m := range mappings() {
		known, documented := slices.Sorted(slices.Values(m.keys.known)), slices.Sorted(maps.Keys(m.docs))
		if diff := cmp.Diff(known, documented); diff != "" {
			t.Errorf("%s: keys of the reader, and those that the schema describes (-reader +schema)\n%s", m.name, diff)
		}
		if m.says == "" {
			t.Errorf("%s is not described", m.name)
		}
		for key, d := range m.docs {
			if d.form == nil || len(d.says) < 10 || !strings.HasSuffix(d.says, ".") || d.example == nil {
				t.Errorf("%s.%s has no form, description or example: %+v", m.name, key, d)
				continue
			}
			example, err := json.Marshal(d.example)
			if err != nil {
				t.Fatal(err)
			}
			var value any
			if err := json.Unmarshal(example, &value); err != nil {
				t.Fatal(err)
			}
			if err := resolved(t, "/$defs/"+or(m.name, "report")+"/properties/"+key).Validate(value); err != nil {
				t.Errorf("%s.%s: the example %s: %v", m.name, key, example, err)
			}
		}
	}
}

// Every list of keys in this package is one that the schema describes.
func TestMappings_are_all(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	lists := 0
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if list, is := n.(*ast.CompositeLit); is {
				if id, named := list.Type.(*ast.Ident); named && id.Name == "keys" {
					lists++
				}
			}
			return true
		})
	}
	const shared = 1 // teams and discord have the same keys
	if described := len(mappings()) - shared; lists != described {
		t.Errorf("%d lists of keys, of which the schema describes %d", lists, described)
	}
}

// Files that the reader takes fit the schema.
func TestSchema_takes(t *testing.T) {
	t.Parallel()
	all := resolved(t, "")
	var paths []string
	for _, pattern := range []string{"testdata/full.yaml", "../../../examples/*/*.yaml", "../../../cmd/fanlight/starter/kinds/*/report.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		paths = append(paths, found...)
	}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer("__NAME__", "a", "__GROUP__", "/a", "__SUBJECT__", "a", "__FILE__", "a.yaml", "__LOGS__", "a.log").Replace(string(src))
		if !strings.Contains(text, "\nreport:") && !strings.HasPrefix(text, "report:") {
			continue // a values file
		}
		if err := all.Validate(instance(t, text)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, src := range []string{small, ofTenants, tested} {
		if err := all.Validate(instance(t, src)); err != nil {
			t.Errorf("%s: %v", src, err)
		}
	}
}

// notByType are wrong files that only the reader refuses. In
// YAML 1.2, which editors read, a date is text.
var notByType = []string{
	"same names", "owner named like another", "path of a file", "literal token of a value", "address with a line break", "local part beyond ASCII", "two addresses in one",
	"dots and hyphens", "domain without a form in Punycode", "open quote", "unknown names",
	"a secret as a tag", "a secret in a value, shown nowhere", "tests: the same name twice",
	"duplicate key", "text that is a date", "text of another tag",
	"window of zero", "window too long", "window with units in disorder", "delay of a calendar window", "deadline out of range",
	"unknown name", "unknown name, nothing like it", "name not closed", "no name", "unknown name in a block",
}

// Files that are wrong by a key or the type of a value do not fit the schema.
func TestSchema_refuses(t *testing.T) {
	t.Parallel()
	all := resolved(t, "")
	for _, name := range []string{"keys", "values", "deliver", "secrets", "tests"} {
		path := "testdata/problems/" + name + ".txt"
		archive, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, section := range strings.Split(string(archive), "== ")[1:] {
			name, rest, _ := strings.Cut(section, "\n")
			src, _, _ := strings.Cut(rest, "--\n")
			if refused := all.Validate(instance(t, src)) != nil; refused == slices.Contains(notByType, name) {
				t.Errorf("%s: %s: refused %t", path, name, refused)
			}
		}
	}
}

// instance returns a YAML document as JSON has it, in the way of editors: YAML 1.2's
// types, with aliases and << replaced.
func instance(t testing.TB, src string) any {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(src), &document); err != nil {
		return "not YAML"
	}
	return instanceOf(&document, 0)
}

func instanceOf(n *yaml.Node, depth int) any {
	switch n = resolve(n); {
	case depth > 20:
		return nil
	case n.Kind == yaml.DocumentNode:
		return instanceOf(n.Content[0], depth+1)
	case n.Kind == yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, instanceOf(item, depth+1))
		}
		return list
	case n.Kind == yaml.MappingNode:
		return mappingIn(n, depth)
	}
	var value any
	if tag := n.ShortTag(); tag == "!!int" || tag == "!!float" || tag == "!!bool" || tag == "!!null" {
		if json.Unmarshal([]byte(n.Value), &value) == nil || tag == "!!null" {
			return value
		}
	}
	return n.Value
}

func mappingIn(n *yaml.Node, depth int) any {
	m := map[string]any{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		value := instanceOf(n.Content[i+1], depth+1)
		if merged, is := value.(map[string]any); is && n.Content[i].ShortTag() == "!!merge" {
			maps.Copy(m, merged)
			continue
		}
		m[n.Content[i].Value] = value
	}
	return m
}
