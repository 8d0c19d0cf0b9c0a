package filter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// path leads to a value in a document: keys of objects are strings, indexes of arrays ints.
type path []any

// parseSelector reads $.a.b, $.a[0] and $["a b"].
func parseSelector(text string) (p path, err error) {
	wrong := func() (path, error) { return nil, fmt.Errorf("invalid selector %s", text) }
	for rest := text[1:]; rest != ""; {
		var step any
		var ok bool
		switch {
		case strings.HasPrefix(rest, `["`):
			step, rest, ok = strings.Cut(rest[2:], `"]`)
		case strings.HasPrefix(rest, "["):
			step, rest, ok = cutIndex(rest[1:])
		case strings.HasPrefix(rest, "."):
			step, rest, ok = cutKey(rest[1:])
		}
		if !ok {
			return wrong()
		}
		p = append(p, step)
	}
	if len(p) == 0 {
		return wrong()
	}
	return p, nil
}

func cutIndex(text string) (index any, rest string, ok bool) {
	number, rest, ok := strings.Cut(text, "]")
	i, err := strconv.Atoi(number)
	return i, rest, ok && err == nil && i >= 0
}

func cutKey(text string) (key any, rest string, ok bool) {
	n := strings.IndexAny(text, ".[")
	if n < 0 {
		n = len(text)
	}
	return text[:n], text[n:], n > 0 && !strings.ContainsAny(text[:n], `"*`)
}

// in returns the value at the path in a document, and whether there is one.
func (p path) in(document any) (value any, ok bool) {
	value = document
	for _, step := range p {
		switch step := step.(type) {
		case string:
			object, _ := value.(map[string]any)
			value, ok = object[step]
		case int:
			list, _ := value.([]any)
			if ok = step < len(list); ok {
				value = list[step]
			}
		}
		if !ok {
			return nil, false
		}
	}
	return value, true
}

// decode returns the JSON object that a message is.
func decode(message []byte) (document any, ok bool) {
	d := json.NewDecoder(bytes.NewReader(message))
	d.UseNumber()
	if d.Decode(&document) != nil {
		return nil, false
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, false
	}
	_, ok = document.(map[string]any)
	return document, ok
}
