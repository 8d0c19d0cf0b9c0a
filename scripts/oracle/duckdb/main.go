// Command duckdb runs the SQL statement of its argument on DuckDB, with GOMAXPROCS threads, and
// prints the rows as CSV. It is DuckDB's side of scripts/benchquery.
package main

import (
	"database/sql"
	"encoding/csv"
	"fmt"
	"os"
	"runtime"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // registers the driver
)

func main() {
	if err := printAnswer(strings.Join(os.Args[1:], " ")); err != nil {
		fmt.Fprintln(os.Stderr, "duckdb:", err)
		os.Exit(1)
	}
}

func printAnswer(statement string) error {
	db, err := sql.Open("duckdb", fmt.Sprint("?threads=", runtime.GOMAXPROCS(0)))
	if err != nil {
		return fmt.Errorf("open DuckDB: %w", err)
	}
	rows, err := db.Query(statement)
	if err != nil {
		return fmt.Errorf("run %s: %w", statement, err)
	}
	defer func() { _ = rows.Close() }() // after the last row there is nothing to fail
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	w := csv.NewWriter(os.Stdout)
	for record := names; record != nil; {
		if err := w.Write(record); err != nil {
			return err
		}
		if record, err = next(rows, len(names)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// next returns the texts of the next row, or nil after the last.
func next(rows *sql.Rows, columns int) ([]string, error) {
	if !rows.Next() {
		return nil, rows.Err()
	}
	cells, places := make([]any, columns), make([]any, columns)
	for i := range cells {
		places[i] = &cells[i]
	}
	if err := rows.Scan(places...); err != nil {
		return nil, err
	}
	record := make([]string, columns)
	for i, cell := range cells {
		if cell != nil {
			record[i] = fmt.Sprint(cell)
		}
	}
	return record, nil
}
