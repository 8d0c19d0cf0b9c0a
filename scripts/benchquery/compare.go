package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// difference says how the answer of the engine differs from that of DuckDB, or nothing
// if it does not. Rows may have any order.
func (q query) difference(engine, duckdb table) string {
	if q.latest {
		engine, duckdb = certain(engine, duckdb)
	}
	if len(engine.rows) != len(duckdb.rows) || len(engine.rows) == 0 {
		return fmt.Sprintf("%d rows, DuckDB has %d", len(engine.rows), len(duckdb.rows))
	}
	ours, theirs := sorted(engine.rows), sorted(duckdb.rows)
	for i := range ours {
		for k, name := range duckdb.names {
			if k >= len(ours[i]) || !near(ours[i][k], theirs[i][k], q.within[name]) {
				return fmt.Sprintf("%q, DuckDB has %q", ours[i], theirs[i])
			}
		}
	}
	return ""
}

// certain returns the rows that an answer of latest rows must have. The engine also counts
// lines that are not JSON, which DuckDB knows no time of; of the rows with the oldest time
// that is shown, either side may choose others.
func certain(engine, duckdb table) (table, table) {
	if len(engine.rows) == 0 {
		return engine, duckdb
	}
	oldest := engine.rows[len(engine.rows)-1][0]
	unsure := func(row []string) bool { return row[0] <= oldest || row[1] == "" }
	engine.rows = slices.DeleteFunc(slices.Clone(engine.rows), unsure)
	duckdb.rows = slices.DeleteFunc(slices.Clone(duckdb.rows), unsure)
	return engine, duckdb
}

func sorted(rows [][]string) [][]string {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, slices.Compare)
	return rows
}

// near reports whether two cells are equal, or numbers that differ by that share.
func near(a, b string, share float64) bool {
	if share == 0 || a == b {
		return strings.TrimSpace(a) == strings.TrimSpace(b)
	}
	x, err := strconv.ParseFloat(a, 64)
	y, fault := strconv.ParseFloat(b, 64)
	return err == nil && fault == nil && math.Abs(x-y) <= share*math.Abs(y)
}
