package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// writeRows writes into a folder, for each query that the report shows as a table,
// all rows that were kept of it: a document has the first ones only. It returns the names and
// sizes of the files.
func writeRows(ctx context.Context, l *ledger.Ledger, folder string, done ledger.RunDetails) (wrote []string, err error) {
	found := l.Findings(done.Run)
	shards, err := found.Progress(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the rows of %s: %w", done.Run.ID, err)
	}
	places := done.Run.Places()
	err = found.EachResult(ctx, fanlight.Winners(shards), func(index int, _ fanlight.Result, rows ledger.RowReader) error {
		q := done.Document.Queries[places[index]]
		if q.Kept() == 0 || !asTable(done.Document, q.ID) {
			return nil
		}
		content, err := rowsAsCSV(q, rows)
		if err == nil {
			err = wholefile.Write(filepath.Join(folder, q.ID+".csv"), content)
		}
		if err != nil {
			return fmt.Errorf("write the rows of %s: %w", q.ID, err)
		}
		wrote = append(wrote, fmt.Sprintf("%s.csv (%s)", q.ID, render.Bytes(float64(len(content)))))
		return nil
	})
	return wrote, err
}

// asTable reports whether a section shows a query's rows.
func asTable(d *fanlight.Document, query string) bool {
	return slices.ContainsFunc(d.Sections, func(s report.Section) bool { return s.Query == query && s.Show == report.ShowTable })
}

// rowsAsCSV returns the rows that were kept of a query.
func rowsAsCSV(q fanlight.QueryResult, rows ledger.RowReader) ([]byte, error) {
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	columns := shownColumns(q.Columns)
	if err := c.Write(mapped(columns, text.CSVName)); err != nil {
		return nil, err
	}
	for range q.Kept() {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		cell := func(column string) string { value, _ := row.Get(column); return text.CSVCell(value) }
		if err := c.Write(mapped(columns, cell)); err != nil {
			return nil, err
		}
	}
	c.Flush()
	return b.Bytes(), c.Error()
}
