package text

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// CSVCell returns a cell of CSV that does nothing in a terminal or a spreadsheet: it
// cleans the cell, whose lines stay lines, and then escapes a formula, because
// characters that are removed may hide one.
func CSVCell(s string) string { return escapeFormula(CleanLines(s)) }

// fieldName matches the names of system fields, such as @timestamp. They can call
// nothing, and other programs look for them.
var fieldName = lazyregexp.New(`^@[A-Za-z0-9_]+$`)

// CSVName is CSVCell for the name of a column.
func CSVName(s string) string {
	if fieldName().MatchString(s) {
		return s
	}
	return CSVCell(s)
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
