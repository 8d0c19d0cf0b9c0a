package figures

import (
	"encoding/json"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// value is a cell: a number if it is one that every reader of JSON keeps exactly, else a
// text, or null.
type value struct {
	text  string
	there bool
}

// exact is the number of digits that a number of JSON may have to be kept: programs
// read it into 64 bits of binary floating point (RFC 8259, section 6).
const exact = 15

// MarshalJSON implements json.Marshaler.
func (v value) MarshalJSON() ([]byte, error) {
	switch {
	case !v.there:
		return []byte("null"), nil
	case isNumber(v.text):
		return []byte(v.text), nil
	}
	return json.Marshal(clean(v.text, maxCell))
}

// isNumber reports whether a text is a number of JSON with few digits.
func isNumber(s string) bool {
	if strings.Trim(s, "0123456789.-+eE") != "" || s == "" || len(s) > exact+len("-.e-00") || !json.Valid([]byte(s)) {
		return false
	}
	digits := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	return digits <= exact
}

// table returns the columns and the first rows of a result, without @ptr, which only
// Logs Insights reads.
func table(q *fanlight.QueryResult, rows int) (columns []string, cells [][]value) {
	if rows == 0 {
		return nil, nil
	}
	seen := map[string]bool{"@ptr": true}
	var fields []string
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			fields, columns = append(fields, name), append(columns, clean(name, maxTitle))
		}
	}
	for _, name := range q.Columns {
		add(name)
	}
	for _, row := range q.Rows[:rows] {
		for _, field := range row {
			add(field.Name)
		}
	}
	for _, row := range q.Rows[:rows] {
		line := make([]value, len(fields))
		for i, name := range fields {
			line[i].text, line[i].there = row.Get(name)
		}
		cells = append(cells, line)
	}
	return columns, cells
}
