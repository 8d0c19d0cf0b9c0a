package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// writeObjects writes an array of objects, their fields in the order of the
// columns and without those that have no value, as the service returns them.
func writeObjects(w *bufio.Writer, rows [][]cwli.Field) error {
	w.WriteString("[")
	for i, row := range rows {
		w.WriteString(separator(i, "\n  {", ",\n  {"))
		for n, f := range row {
			w.WriteString(separator(n, "", ", "))
			if err := writeMember(w, f); err != nil {
				return err
			}
		}
		w.WriteString("}")
	}
	_, err := w.WriteString(separator(len(rows), "]\n", "\n]\n")) // bufio keeps the first error
	return err
}

func separator(n int, first, further string) string {
	if n == 0 {
		return first
	}
	return further
}

func writeMember(w *bufio.Writer, f cwli.Field) error {
	name, err := quoted(f.Name)
	if err != nil {
		return err
	}
	value, err := quoted(f.Value)
	w.WriteString(name + ": " + value)
	return err
}

// quoted returns a JSON string in which hidden characters are escaped.
func quoted(s string) (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return "", fmt.Errorf("quote %q: %w", s, err)
	}
	return escapeHidden(strings.TrimSuffix(b.String(), "\n")), nil
}
