package reporter

import (
	"context"
	"errors"
	"fmt"
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
	views []fanlight.QueryResult // of it, in the order of the sections that show them
	took  time.Duration          // from its start until it was seen to have ended; 0: not known
}

// results reads what the winners found, by their index, with the rows that the
// document keeps. Each query gets an equal share of the document's bytes, and what
// the ones before it left.
func (c claimed) results(ctx context.Context, winners map[int]string, plan []fanlight.Query) (map[int]found, error) {
	all := make(map[int]found, len(winners))
	left, queries := int64(fanlight.DocumentBytes), int64(len(winners)+countViews(c.run.Definition))
	err := c.found.EachResult(ctx, winners, func(index int, result fanlight.Result, rows ledger.RowReader) error {
		if index >= len(plan) {
			return nil
		}
		reading := newViewed(c.run.Definition, plan[index].ID, left/max(queries, 1))
		if err := reading.read(rows); err != nil {
			return err
		}
		left, queries = left-reading.size(), queries-int64(len(reading.all))
		base := queryResult(plan[index], result, reading.all[0].kept)
		all[index] = found{base, reading.results(base), result.Took}
		return nil
	})
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	return all, err
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

// shorten cuts the row's cells to what a document keeps of them, and returns the row.
func shorten(row fanlight.Row, names map[string]string) fanlight.Row {
	for i, f := range row {
		name, seen := names[f.Name]
		if !seen {
			name, names[f.Name] = f.Name, f.Name
		}
		row[i] = fanlight.Field{Name: name, Value: shortened(f.Value)}
	}
	return row
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
