package cli

import (
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/text"
)

// writeCSV writes a header, with the query's own names, and the rows. No cell has a
// character that a terminal would obey, or is a formula for a spreadsheet.
func writeCSV(w io.Writer, columns []string, rows [][]string) error {
	c := csv.NewWriter(w)
	if err := c.Write(mapped(columns, inertName)); err != nil {
		return err
	}
	for _, row := range rows {
		if err := c.Write(mapped(row, inertCell)); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func mapped(cells []string, change func(string) string) []string {
	changed := make([]string, len(cells))
	for i, cell := range cells {
		changed[i] = change(cell)
	}
	return changed
}

// inertCell cleans a cell, whose lines stay lines, and then escapes a formula:
// characters that are removed may hide one.
func inertCell(s string) string { return escapeFormula(text.CleanLines(s)) }

// fieldName matches the names of system fields, such as @timestamp. They can call
// nothing, and other programs look for them.
var fieldName = regexp.MustCompile(`^@[A-Za-z0-9_]+$`)

// inertName is inertCell for the name of a column.
func inertName(s string) string {
	if fieldName.MatchString(s) {
		return s
	}
	return inertCell(s)
}

// formulaStarts are the characters that spreadsheets take for the start of a
// formula, or skip before one.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// escapeFormula puts a ' before a cell that a spreadsheet would take for a
// formula. Numbers stay as they are.
func escapeFormula(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	if s == "" || !strings.ContainsRune(formulaStarts, first) || isNumber(s) {
		return s
	}
	return "'" + s
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
