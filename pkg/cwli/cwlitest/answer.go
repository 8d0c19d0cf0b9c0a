package cwlitest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	gocmp "github.com/google/go-cmp/cmp"
)

// answer is the result of a query: rows, or a refusal with its place. An answer
// that a script wants may leave parts open.
type answer struct {
	verb          string
	rows          [][]Field // of verbRows
	anyOrder      bool      // the order of the rows is open
	within        float64   // the part by which numbers may differ, 0.01 for 1 %
	place, reason string    // of verbError and verbUnsupported: "OFFSET END", and the message
}

// judge returns the answer of an engine. The failure is an error that is not a
// refusal.
func judge(rows [][]Field, err error) (got answer, failure error) {
	var refused *Refusal
	switch {
	case err == nil:
		return answer{verb: verbRows, rows: rows}, nil
	case !errors.As(err, &refused):
		return answer{}, err
	}
	got = answer{verb: verbError, reason: refused.Message}
	if refused.Unsupported {
		got.verb = verbUnsupported
	}
	if refused.Offset >= 0 {
		got.place = fmt.Sprintf("%d %d", refused.Offset, refused.End)
	}
	return got, nil
}

// difference compares an engine's answer with the one that is wanted. It is empty
// if they agree.
func (s step) difference(got answer) string {
	want := s.want
	switch {
	case want.verb == verbRefused && got.verb == verbError:
		return ""
	case want.verb == verbAccepted && got.verb != verbError:
		return ""
	case want.verb == verbRows && got.verb == verbRows:
		got.rows = s.comparable(got.rows)
	case want.verb == got.verb && got.place == "":
		want.place, want.reason = "", ""
	case want.verb == got.verb && got.reason == "":
		want.reason = ""
	}
	return gocmp.Diff(strings.Join(want.lines(), "\n"), strings.Join(got.lines(), "\n"))
}

// comparable returns an engine's rows in the form of the wanted ones, as far as
// the script leaves that form open.
func (s step) comparable(rows [][]Field) [][]Field {
	rows = slices.Clone(rows)
	for i, row := range rows {
		if len(s.in.Files) > 0 {
			rows[i] = slices.DeleteFunc(slices.Clone(row), func(f Field) bool { return f.Name == "@ptr" })
		}
	}
	if s.want.anyOrder {
		slices.SortStableFunc(rows, compareRows)
	}
	if s.want.within > 0 && len(rows) == len(s.want.rows) {
		for i, row := range rows {
			rows[i] = round(row, s.want.rows[i], s.want.within)
		}
	}
	return rows
}

// compareRows orders rows by their text.
func compareRows(a, b []Field) int { return cmp.Compare(format(a), format(b)) }

// round returns a row with the wanted values in place of those that are as near to
// them as within allows.
func round(row, want []Field, within float64) []Field {
	row = slices.Clone(row)
	for i := range min(len(row), len(want)) {
		got, err1 := strconv.ParseFloat(row[i].Value, 64)
		wanted, err2 := strconv.ParseFloat(want[i].Value, 64)
		if err1 == nil && err2 == nil && math.Abs(got-wanted) <= math.Abs(wanted)*within {
			row[i].Value = want[i].Value
		}
	}
	return row
}

// lines returns the answer as a script has it.
func (a answer) lines() []string {
	lines := []string{strings.TrimSpace(a.verb + " " + a.place)}
	for _, row := range a.rows {
		lines = append(lines, format(row))
	}
	if a.reason != "" {
		lines = append(lines, a.reason)
	}
	return lines
}

// format writes a row as scripts do: a JSON object, its keys in the order of the
// row.
func format(row []Field) string {
	cells := make([]string, len(row))
	for i, field := range row {
		cells[i] = quote(field.Name) + ": " + quote(field.Value)
	}
	return "{" + strings.Join(cells, ", ") + "}"
}

// quote writes a string as JSON, of which a string always has a form.
func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

// parseRow reads a row that a script has: a JSON object of strings.
func parseRow(line string) (row []Field, err error) {
	wrong := fmt.Errorf(`invalid row %q: want a JSON object of strings such as {"name": "value"}`, line)
	var object map[string]string
	if json.Unmarshal([]byte(line), &object) != nil {
		return nil, wrong
	}
	d := json.NewDecoder(strings.NewReader(line))
	_, _ = d.Token() // the object is valid, so no token fails
	for d.More() {
		name, _ := d.Token()
		value, _ := d.Token()
		text, isText := value.(string)
		if !isText {
			return nil, wrong // null
		}
		row = append(row, Field{name.(string), text})
	}
	return row, nil
}
