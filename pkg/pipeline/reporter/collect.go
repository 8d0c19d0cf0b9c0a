package reporter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// found is the result of a winner, as the document keeps it.
type found struct {
	fanlight.QueryResult
	took time.Duration // from its start until it was seen to have ended; 0: not known
}

// results reads what the winners found, by their index, with the rows that the
// document keeps. Each query gets an equal share of the document's bytes, and what
// the ones before it left.
func (c claimed) results(ctx context.Context, winners map[int]string, plan []fanlight.Query) (map[int]found, error) {
	all := make(map[int]found, len(winners))
	left, queries := int64(fanlight.DocumentBytes), int64(len(winners))
	err := c.found.EachResult(ctx, winners, func(index int, result fanlight.Result, rows ledger.RowReader) error {
		if index >= len(plan) {
			return nil
		}
		kept, size, err := readRows(rows, left/max(queries, 1))
		if err != nil {
			return err
		}
		left, queries = left-size, queries-1
		all[index] = found{queryResult(plan[index], result, kept), result.Took}
		return nil
	})
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	return all, err
}

// readRows reads the rows that a document keeps: the first ones, while they fit into
// a number of bytes by cost. None is kept if the first one does not fit: the forms say
// so by the count of the result's rows.
func readRows(rows ledger.RowReader, most int64) (kept []fanlight.Row, size int64, err error) {
	names := map[string]string{} // each name once in memory
	for len(kept) < fanlight.DocumentRows {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, 0, err
		}
		shorten(row, names)
		bytes := cost(row)
		if size+bytes > most {
			break
		}
		kept, size = append(kept, row), size+bytes
	}
	return kept, size, nil
}

// cost returns the bytes that a row counts in a document: the texts of its cells, and
// for each cell some more, because its JSON repeats the field's name.
func cost(row fanlight.Row) int64 {
	n := row.Size()
	for _, f := range row {
		n += max(fanlight.DocumentCellCost, int64(len(f.Name)))
	}
	return n
}

// shorten cuts the row's cells to what a document keeps of them.
func shorten(row fanlight.Row, names map[string]string) {
	for i, f := range row {
		name, seen := names[f.Name]
		if !seen {
			name, names[f.Name] = f.Name, f.Name
		}
		row[i] = fanlight.Field{Name: name, Value: shortened(f.Value)}
	}
}

func shortened(value string) string {
	if len(value) <= fanlight.DocumentCell {
		return value
	}
	end := fanlight.DocumentCell - len("…")
	for end > 0 && !utf8.RuneStart(value[end]) {
		end--
	}
	return strings.Clone(value[:end]) + "…" // a clone: the whole value may be freed
}

func queryResult(q fanlight.Query, r fanlight.Result, rows []fanlight.Row) fanlight.QueryResult {
	result := fanlight.QueryResult{
		ID: q.ID, State: r.Outcome, Error: r.Error, QueryID: r.QueryID, Statistics: r.Statistics,
		Columns: r.Kept.Columns, Rows: rows, RowCount: r.Kept.Rows, Bytes: r.Kept.Bytes,
		Truncated: q.MaxRows > 1 && r.Kept.Rows >= q.MaxRows,
	}
	if r.Kept.Cut {
		result.Cut = fanlight.CutByQuery
	}
	if result.Columns == nil {
		result.Columns = []string{}
	}
	if result.Rows == nil {
		result.Rows = []fanlight.Row{}
	}
	return result
}

// cutByReport bounds the results of a report together: of a query whose rows exceed
// what the queries before it left, only the rows in the document are kept.
func cutByReport(queries []fanlight.QueryResult) {
	left := int64(report.MaxReportBytes)
	for i := range queries {
		q := &queries[i]
		if q.Bytes <= left {
			left -= q.Bytes
			continue
		}
		q.RowCount, q.Bytes, q.Cut = len(q.Rows), 0, fanlight.CutByReport
		for _, row := range q.Rows {
			q.Bytes += row.Size()
		}
		left = max(0, left-q.Bytes)
	}
}
