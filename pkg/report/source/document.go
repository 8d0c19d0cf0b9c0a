package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

const maxFile = 1 << 20

// document parses the file's only YAML document.
func (l *loader) document(src []byte) (*yaml.Node, bool) {
	if !l.readable(src) {
		return nil, false
	}
	// Unique keys are checked later: here the first duplicate would hide every
	// other problem.
	documents, err := yaml.NewLoader(bytes.NewReader(src), yaml.WithUniqueKeys(false))
	if err != nil {
		l.syntax(err)
		return nil, false
	}
	var document, more yaml.Node
	if err := documents.Load(&document); err != nil {
		l.syntax(err)
		return nil, false
	}
	if err := documents.Load(&more); err == nil {
		l.secretLines[more.Line] = true
		l.problem(placeOf(&more), "one file, one document", "a second document begins here")
	} else if err != io.EOF {
		l.syntax(err)
	}
	return l.root(&document)
}

func (l *loader) root(document *yaml.Node) (*yaml.Node, bool) {
	if document.Kind == yaml.DocumentNode && len(document.Content) == 1 {
		if root := resolve(document.Content[0]); root.ShortTag() != "!!null" {
			l.measure(document, place{l.text.Lines() + 1, 1})
			return root, true
		}
	}
	l.problem(place{1, 1}, "", "the file is empty")
	return nil, false
}

// readable refuses what the parser would refuse without a position.
func (l *loader) readable(src []byte) bool {
	if len(src) > maxFile {
		l.problem(place{1, 1}, "", "the file is larger than 1 MiB")
		return false
	}
	text := strings.TrimPrefix(string(src), "\ufeff")
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
			l.hideUnparsed(l.placeAt(i).line)
			l.problem(l.placeAt(i), "save the file as UTF-8", "this is not UTF-8")
			return false
		}
		if control := r < ' ' && !strings.ContainsRune("\t\r\n", r) || r == 0x7f; control {
			l.hideUnparsed(l.placeAt(i).line)
			l.problem(l.placeAt(i), "", "control character %U", r)
			return false
		}
	}
	return true
}

func (l *loader) placeAt(index int) place {
	line, column := l.text.Position(index)
	return place{line, column}
}

// syntax reports what the parser stumbled over. It stops at the first.
func (l *loader) syntax(err error) {
	if errors.Is(err, io.EOF) {
		l.problem(place{1, 1}, "", "the file is empty")
		return
	}
	at, message := place{1, 1}, strings.TrimPrefix(err.Error(), "yaml: ")
	var one *yaml.LoadError
	var several *yaml.LoadErrors
	if errors.As(err, &several) && len(several.Errors) > 0 {
		one = several.Errors[0]
	}
	if one != nil || errors.As(err, &one) {
		at, message = placeOfMistake(one), one.Message
	}
	at.line, at.column = l.text.Within(at.line, at.column)
	line := l.text.Line(at.line)
	l.problem(at, syntaxHint(message, line), "YAML: %s", message)
	l.hideUnparsed(at.line)
}

// placeOfMistake returns where the parser stopped, but for what goes on to the
// file's end: that is wrong where it begins.
func placeOfMistake(err *yaml.LoadError) place {
	if strings.Contains(err.Message, "end of stream") && err.ContextMark.Line > 0 {
		return place{err.ContextMark.Line, err.ContextMark.Column}
	}
	return place{err.Mark.Line, err.Mark.Column}
}

// syntaxHint explains the mistakes that report files invite.
func syntaxHint(message, line string) string {
	switch {
	case strings.Contains(message, "did not find expected ',' or") && strings.Contains(line, "${"):
		return "inside [ ] and { }, text with ${…} needs quotes"
	case strings.Contains(message, "mapping values are not allowed"):
		return "text with a colon and a space needs quotes; else look at the indentation"
	case strings.Contains(message, "tab character"), strings.Contains(message, "cannot start any token"):
		return "indent with spaces; text that begins with @, ` or % needs quotes"
	case strings.Contains(message, "unknown escape"):
		return `a backslash in double quotes is written \\; in single quotes it stands for itself`
	case strings.Contains(message, "unexpected end of stream"):
		return "a quote is not closed"
	}
	return ""
}
