package cwli

import (
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// cells defines the cells of a line of CSV. Quotes may stand anywhere.
func (b *builder) cells(text expr.Evaluator, names []string) {
	line := b.scope.add(func(f *frame) value.Value {
		v := text(f)
		if !v.Present() || v.Opaque() {
			return value.Value{}
		}
		return jsonList(readCSV(v.String()))
	})
	for i, name := range names {
		find := expr.Path(strconv.Itoa(i))
		b.scope.define(name, b.scope.add(func(f *frame) value.Value { return find(f.At(line)) }))
	}
}

// readCSV returns the cells of the first line of a text.
func readCSV(s string) []string {
	r := csv.NewReader(strings.NewReader(s))
	r.LazyQuotes, r.TrimLeadingSpace, r.FieldsPerRecord = true, true, -1
	cells, err := r.Read()
	if err != nil {
		return nil
	}
	return cells
}

// jsonList returns texts as a list, absent if there is none.
func jsonList(texts []string) value.Value {
	if len(texts) == 0 {
		return value.Value{}
	}
	text, err := json.Marshal(texts)
	if err != nil {
		return value.Value{} // texts can always be written
	}
	return value.Value{Kind: value.List, Text: string(text)}
}

// logfmt returns the pairs of a line key=value key="a value" as a map. A key without a
// value is left out; of two equal keys the first counts.
func logfmt(s string) value.Value {
	var b strings.Builder
	for rest := s; rest != ""; {
		var key, text string
		key, text, rest = nextPair(rest)
		if key == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		writeJSON(&b, key)
		b.WriteByte(':')
		writeJSON(&b, text)
	}
	return value.Value{Kind: value.Map, Text: "{" + b.String() + "}"}
}

// nextPair reads a pair from the start of s. The key is empty if there is none before
// the next blank.
func nextPair(s string) (key, text, rest string) {
	s = strings.TrimLeft(s, " \t\r\n")
	end := strings.IndexAny(s, "= \t\r\n")
	switch {
	case end < 0:
		return "", "", ""
	case s[end] != '=':
		return "", "", s[end+1:]
	}
	key, s = s[:end], s[end+1:]
	if strings.HasPrefix(s, `"`) {
		text, rest = quotedValue(s)
		return key, text, rest
	}
	if end = strings.IndexAny(s, " \t\r\n"); end < 0 {
		return key, s, ""
	}
	return key, s[:end], s[end+1:]
}

// quotedValue reads a value in quotes, in which a backslash keeps the character after
// it.
func quotedValue(s string) (text, rest string) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return b.String(), s[i+1:]
		case c == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), ""
}

func writeJSON(b *strings.Builder, s string) {
	text, err := json.Marshal(s)
	if err != nil {
		return // a text can always be written
	}
	b.Write(text)
}

// json compiles a json command: parts of a JSON text become fields.
func (b *builder) json(c *syntax.JSON) error {
	text, err := b.document(c.Of)
	if err != nil {
		return err
	}
	document := b.scope.add(func(f *frame) value.Value { return asDocument(text(f)) })
	for _, part := range c.Parts {
		find := expr.Path(part.Path)
		b.scope.define(part.Alias.Name, b.scope.add(func(f *frame) value.Value { return find(f.At(document)) }))
	}
	return nil
}

// asDocument returns a text that is a JSON object or array as a map or list, and a list
// or map as it is.
func asDocument(v value.Value) value.Value {
	if v.Opaque() || v.Kind != value.Text {
		return v
	}
	s := strings.TrimSpace(v.Text)
	switch jsonscan.Structure(s) {
	case jsonscan.Object:
		return value.Value{Kind: value.Map, Text: s}
	case jsonscan.Array:
		return value.Value{Kind: value.List, Text: s}
	}
	return value.Value{}
}
