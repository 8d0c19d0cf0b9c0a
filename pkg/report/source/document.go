package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

const maxFile = 8 << 20 // bytes: twice the largest definition

// document returns the value at the root of the file's only YAML document. want
// says what it should be.
func (r *reader) document(want string) (value, bool) {
	if !r.readable() {
		return value{}, false
	}
	// Unique keys are checked later: here the first duplicate would hide all other
	// mistakes.
	documents, err := yaml.NewLoader(bytes.NewReader(r.src), yaml.WithUniqueKeys(false))
	var document, more yaml.Node
	if err == nil {
		err = documents.Load(&document)
	}
	if errors.Is(err, io.EOF) {
		r.emptyFile(want)
		return value{}, false
	}
	if err != nil {
		r.syntaxError(err)
		return value{}, false
	}
	if err := documents.Load(&more); err == nil {
		r.secretLines[more.Line] = true
		r.problem(placeOf(&more), "", "second document: want one in a file")
	} else if !errors.Is(err, io.EOF) {
		r.syntaxError(err)
	}
	return r.root(&document, want)
}

func (r *reader) root(document *yaml.Node, want string) (value, bool) {
	if document.Kind == yaml.DocumentNode && len(document.Content) == 1 {
		if root := resolve(document.Content[0]); root.ShortTag() != "!!null" {
			r.measure(document, place{r.lines.Lines() + 1, 1})
			return value{reader: r, node: root}, r.checkSize(document)
		}
	}
	r.emptyFile(want)
	return value{}, false
}

func (r *reader) emptyFile(want string) {
	r.problem(place{1, 1}, "", "empty file: want %s", want)
}

// readable refuses characters that the parser would refuse without a place.
func (r *reader) readable() bool {
	if len(r.src) > maxFile {
		r.problem(place{1, 1}, "", "file too large: want at most 8 MiB")
		return false
	}
	text := strings.TrimPrefix(string(r.src), "\ufeff")
	for i, c := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); c == utf8.RuneError && size == 1 {
			return r.unreadable(i, "invalid UTF-8: want the file saved as UTF-8")
		}
		if control := c < ' ' && !strings.ContainsRune("\t\r\n", c) || c == 0x7f; control {
			return r.unreadable(i, "control character %U: want none", c)
		}
	}
	return true
}

// unreadable returns false.
func (r *reader) unreadable(index int, format string, args ...any) bool {
	line, column := r.lines.Position(index)
	r.hideUnparsed(line)
	r.problem(place{line, column}, "", format, args...)
	return false
}

// syntaxError reports the place at which the parser stopped.
func (r *reader) syntaxError(err error) {
	at, message := place{1, 1}, strings.TrimPrefix(err.Error(), "yaml: ")
	var one *yaml.LoadError
	var several *yaml.LoadErrors
	if errors.As(err, &several) && len(several.Errors) > 0 {
		one = several.Errors[0]
	}
	if one != nil || errors.As(err, &one) {
		at, message = placeOfMistake(one), one.Message
	}
	at.line, at.column = r.lines.Within(at.line, at.column)
	r.hideUnparsed(at.line)
	if strings.HasPrefix(message, "unknown anchor ") {
		message = "unknown anchor" // its name may be a secret
	}
	r.problem(at, syntaxHint(message, r.lines.Line(at.line)), "invalid YAML: %s", message)
}

// placeOfMistake returns where the parser stopped. A mistake that goes on to the
// end of the file is placed where it begins.
func placeOfMistake(err *yaml.LoadError) place {
	if strings.Contains(err.Message, "end of stream") && err.ContextMark.Line > 0 {
		return place{err.ContextMark.Line, err.ContextMark.Column}
	}
	return place{err.Mark.Line, err.Mark.Column}
}

// syntaxHint says what to write in place of the mistakes that are usual in report
// files.
func syntaxHint(message, line string) string {
	switch {
	case strings.Contains(message, "did not find expected ',' or") && strings.Contains(line, "${"):
		return "inside [ ] and { }, text with ${…} needs quotes"
	case strings.Contains(message, "did not find expected key"):
		return "check the indentation: keys of one mapping begin in one column"
	case strings.Contains(message, "mapping values are not allowed"):
		return "text with a colon and a space needs quotes; otherwise check the indentation"
	case strings.Contains(message, "tab character"), strings.Contains(message, "cannot start any token"):
		return "indent with spaces; text that begins with @, ` or % needs quotes"
	case strings.Contains(message, "unknown escape"):
		return `in double quotes write \\ for a backslash; in single quotes write it once`
	case strings.Contains(message, "unexpected end of stream"):
		return "close the quote"
	case message == "unknown anchor":
		return "define it above, with &"
	}
	return ""
}
