package main

import (
	"database/sql"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/naive"
)

// query returns the rows of a statement as Logs Insights shows them.
func query(db *sql.DB, statement string) (all [][]naive.Field, err error) {
	rows, err := db.Query(statement)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // after the last row there is nothing to fail
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		row, err := fields(rows, names)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

func fields(rows *sql.Rows, names []string) ([]naive.Field, error) {
	cells, places := make([]any, len(names)), make([]any, len(names))
	for i := range cells {
		places[i] = &cells[i]
	}
	if err := rows.Scan(places...); err != nil {
		return nil, err
	}
	row := []naive.Field{}
	for i, cell := range cells {
		switch v := cell.(type) {
		case nil:
		case float64:
			row = append(row, naive.Field{Name: names[i], Value: show(v)})
		default:
			row = append(row, naive.Field{Name: names[i], Value: fmt.Sprint(v)})
		}
	}
	return row, nil
}

// show writes a number with four decimals from 1 up, below it with four significant
// digits, without an exponent and zeros at the end.
func show(f float64) string {
	decimals := 4
	if size := math.Abs(f); size > 0 && size < 1 {
		decimals = 3 - int(math.Floor(math.Log10(size)))
	}
	text := strconv.FormatFloat(f, 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}
