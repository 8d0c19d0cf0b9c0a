package cli

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// writeCSV writes a header, whose names are the query's own, and the rows.
func writeCSV(w io.Writer, columns []string, rows [][]string) error {
	c := csv.NewWriter(w)
	if err := c.Write(columns); err != nil {
		return err
	}
	for _, row := range rows {
		for i, value := range row {
			row[i] = inert(value)
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// formulaStarts are what spreadsheets take for the start of a formula, or skip
// before one.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// inert keeps a spreadsheet from taking a cell for a formula; numbers stay.
func inert(s string) string {
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
