package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/text"
)

// writeJSON writes a value, indented. Characters that a terminal would obey are
// escaped.
func writeJSON(w io.Writer, v any) error {
	encoded, err := encodeJSON(v, "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, encoded)
	return err
}

// writeJSONLine writes a value in one line.
func writeJSONLine(w io.Writer, v any) error {
	encoded, err := encodeJSON(v, "")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, encoded)
	return err
}

func encodeJSON(v any, indent string) (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return "", fmt.Errorf("encode as JSON: %w", err)
	}
	return text.EscapeJSON(b.String()), nil
}

// writeJSONRows writes the rows of a query as an array of objects. Their fields
// are in the order of the columns and include only those with a value, as the
// service returns them.
func writeJSONRows(out io.Writer, rows [][]cwli.Field) error {
	w := bufio.NewWriter(out) // keeps its first error, which Flush returns
	w.WriteString("[")
	for i, row := range rows {
		w.WriteString(separator(i, "\n  ", ",\n  "))
		if err := writeJSONRow(w, row); err != nil {
			return err
		}
	}
	w.WriteString(separator(len(rows), "]\n", "\n]\n"))
	return w.Flush()
}

// writeJSONLines writes the rows of a query as objects, one a line.
func writeJSONLines(out io.Writer, rows [][]cwli.Field) error {
	w := bufio.NewWriter(out) // keeps its first error, which Flush returns
	for _, row := range rows {
		if err := writeJSONRow(w, row); err != nil {
			return err
		}
		w.WriteString("\n")
	}
	return w.Flush()
}

func writeJSONRow(w *bufio.Writer, row []cwli.Field) error {
	w.WriteString("{")
	for n, f := range row {
		w.WriteString(separator(n, "", ", "))
		if err := writeJSONField(w, f); err != nil {
			return err
		}
	}
	w.WriteString("}")
	return nil
}

func separator(n int, first, further string) string {
	if n == 0 {
		return first
	}
	return further
}

func writeJSONField(w *bufio.Writer, f cwli.Field) error {
	name, err := quoteJSON(f.Name)
	if err != nil {
		return err
	}
	value, err := quoteJSON(f.Value)
	w.WriteString(name + ": " + value)
	return err
}

// quoteJSON returns a JSON string in which hidden characters are escaped.
func quoteJSON(s string) (string, error) {
	encoded, err := encodeJSON(s, "")
	return strings.TrimSuffix(encoded, "\n"), err
}
