package source

import (
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// queryText is the text of a query: as it is run, with the values of parameters, and as
// it is written in the file.
type queryText struct {
	value
	run    string
	filled []filled // in the order of the text
}

// filled is a {{name}} with its value.
type filled struct{ from, to, written, end int }

// place returns the place in the file of a byte of the text as it is run.
func (t queryText) place(offset int) place { return scalar{value: t.value}.within(t.written(offset)) }

// written returns the byte of the text as it is written that stands for one of the text as
// it is run. All of a parameter's value is at its {{name}}.
func (t queryText) written(offset int) int {
	shift := 0
	for _, f := range t.filled {
		if offset < f.from {
			break
		}
		if offset < f.to {
			return f.written
		}
		shift = f.end - f.to
	}
	return offset + shift
}

// fill puts in the values of {{names}}, as they stand. It is false if one is not known, or
// the text becomes too long.
func (b *builder) fill(v value) (t queryText, ok bool) {
	// White space at the begin stays, so that offsets are those of the scalar.
	written := strings.TrimRight(v.node.Value, " \t\r\n")
	t = queryText{value: v}
	var run strings.Builder
	ok, end := true, 0
	for _, at := range syntax.Parameters(written) {
		text, known := b.parameterAt(t, at)
		run.WriteString(written[end:at.Offset])
		from := run.Len()
		run.WriteString(text)
		t.filled = append(t.filled, filled{from, run.Len(), at.Offset, at.End})
		end, ok = at.End, ok && known
	}
	run.WriteString(written[end:])
	t.run = run.String()
	return t, ok && t.fits()
}

// fits refuses a text that StartQuery would not take.
func (t queryText) fits() bool {
	size := len(strings.TrimSpace(t.run))
	if size > maxQuery {
		t.invalid("at most %d bytes, not %d", maxQuery, size)
	}
	return size <= maxQuery
}

// parameterAt returns the value of a {{name}}. It is false for one that is not known.
func (b *builder) parameterAt(t queryText, at syntax.Parameter) (text string, ok bool) {
	if it := t.each; at.Name == eachName && it != nil {
		it.used = true
		return it.text, !it.invalid && (scalar{value: t.value}).grow(len(it.text))
	}
	p, known := b.parameters.byName[at.Name]
	if !known && b.parameters.invalid {
		return "", false
	}
	if !known {
		hint := "name the items in the query: for_each: [acme, globex]"
		if at.Name != eachName {
			hint = fmt.Sprintf("name it at the top of the file: parameters: { %s: … }", at.Name)
		}
		t.problem(scalar{value: t.value}.within(at.Offset), or(t.didYouMean(at.Name, b.parameters.names), hint), "query: unknown parameter %s", quoted(at.Name))
		return "", false
	}
	p.used = true
	if p.invalid || !(scalar{value: t.value}).grow(len(p.text)) {
		return "", false
	}
	return p.text, true
}

// readable refuses characters that a query cannot have meant, of which YAML makes some of
// what was to be a backslash in a regular expression.
func (t queryText) readable() bool {
	for i, c := range t.run {
		if invalidCharacter(c) || c == noBreak && t.escapeAt(t.place(i)) != "" {
			t.refuseCharacter(t.place(i), c)
			return false
		}
	}
	return true
}

// invalidCharacter reports whether a character cannot be in a query, not even in a string.
func invalidCharacter(c rune) bool {
	return unicode.IsControl(c) && c != '\t' && c != '\r' && c != '\n' || c == '\u2028' || c == '\u2029'
}

// noBreak is a space that is often pasted, and that YAML makes of \_ in double quotes.
const noBreak = '\u00a0'

func (t queryText) refuseCharacter(at place, c rune) {
	escape := t.escapeAt(at)
	switch {
	case escape != "":
		t.problem(at, "put the query in single quotes, or write `\\"+escape+"`", "query: YAML reads `%s` in double quotes as the character %U: want none", escape, c)
	case likeSpace(c):
		t.problem(at, "write a space", "query: invalid character %U, which looks like a space", c)
	default:
		t.problem(at, "leave it out", "query: invalid character %U, which is not visible", c)
	}
}

// yamlEscape matches an escape in double quotes.
//
// Source: yaml.org/spec/1.1, section 5.6, Escape Sequences
var yamlEscape = lazyregexp.New(`^\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)`)

// escapeAt returns the escape that the file has at a place, if the text is in double quotes.
func (t queryText) escapeAt(at place) string {
	if t.node.Style&yaml.DoubleQuotedStyle == 0 {
		return ""
	}
	line := t.lines.Line(at.line)
	return yamlEscape().FindString(line[afterRunes(line, at.column-1):])
}
