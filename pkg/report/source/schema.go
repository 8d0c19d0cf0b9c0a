package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// dialect is the version of JSON Schema.
//
// Source: json-schema.org/draft/2020-12/schema
const dialect = "https://json-schema.org/draft/2020-12/schema"

// schema is a JSON Schema, of the keywords that report files need.
type schema struct {
	Dialect              string             `json:"$schema,omitempty"`
	Ref                  string             `json:"$ref,omitempty"`
	Title                string             `json:"title,omitempty"`
	Description          string             `json:"description,omitempty"`
	Examples             []any              `json:"examples,omitempty"`
	Type                 string             `json:"type,omitempty"`
	Enum                 []string           `json:"enum,omitempty"`
	Pattern              string             `json:"pattern,omitempty"`
	MinLength            int                `json:"minLength,omitempty"` // characters
	MaxLength            int                `json:"maxLength,omitempty"`
	Minimum              *int               `json:"minimum,omitempty"`
	Maximum              *int               `json:"maximum,omitempty"`
	Items                *schema            `json:"items,omitempty"`
	MinItems             int                `json:"minItems,omitempty"`
	MaxItems             int                `json:"maxItems,omitempty"`
	UniqueItems          bool               `json:"uniqueItems,omitempty"`
	Properties           map[string]*schema `json:"properties,omitempty"`
	PropertyNames        *schema            `json:"propertyNames,omitempty"`
	AdditionalProperties any                `json:"additionalProperties,omitempty"` // false or a *schema
	MinProperties        int                `json:"minProperties,omitempty"`
	MaxProperties        int                `json:"maxProperties,omitempty"`
	Required             []string           `json:"required,omitempty"`
	AnyOf                []*schema          `json:"anyOf,omitempty"`
	OneOf                []*schema          `json:"oneOf,omitempty"`
	Not                  *schema            `json:"not,omitempty"`
	Definitions          map[string]*schema `json:"$defs,omitempty"`
}

// described is a mapping of report files: its keys, and what a schema says of each.
type described struct {
	name     string // of its definition
	says     string
	keys     keys
	docs     map[string]keyDoc
	required []string
	oneOf    []*schema // of which exactly one holds
}

// keyDoc is what a schema says of a key.
type keyDoc struct {
	form    *schema // which values it takes
	says    string
	example any
}

// mappings are all mappings of report files, the first of them the file itself.
func mappings() []described {
	all := []described{reportMapping(), scheduleMapping(), queryMapping(), logGroupTagMapping(), itemsFileMapping(), sectionMapping(), destinationMapping()}
	return append(append(all, destinationMappings()...), testMapping())
}

// Schema returns the JSON Schema (2020-12) of report files, for editors. It knows every
// key, its type, its words and bounds. LoadFiles knows more: the language of queries, and
// what belongs together.
func Schema() ([]byte, error) {
	all := mappings()
	root := all[0].schema()
	root.Dialect, root.Title = dialect, "Fanlight report file"
	root.Definitions = map[string]*schema{substituted: {
		Type: "string", Pattern: `\$\{[^}]*\}|\{\{\s*each\s*\}\}`,
		Description: "Text with ${name}, which stands for a value of the values file, or {{each}}, which stands for an item of for_each.",
	}}
	for _, m := range all[1:] {
		root.Definitions[m.name] = m.schema()
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		return nil, fmt.Errorf("write the JSON Schema of report files: %w", err)
	}
	return b.Bytes(), nil
}

// schema returns the schema of a mapping.
func (m described) schema() *schema {
	s := &schema{Type: "object", Description: m.says, Properties: map[string]*schema{}, AdditionalProperties: false}
	for _, key := range m.keys.known {
		s.Properties[key] = m.docs[key].schema()
	}
	s.Required, s.OneOf = slices.Clone(m.required), m.oneOf
	return s
}

// schema returns the schema of a key's value.
func (d keyDoc) schema() *schema {
	s := &schema{}
	if d.form != nil {
		*s = *d.form
	}
	s.Description = d.says
	if d.example != nil {
		s.Examples = []any{d.example}
	}
	return s
}
