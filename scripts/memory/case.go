package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// at is the minute that the runs are for.
var at = time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)

// testCase is a report of equal queries over a log of equal lines.
type testCase struct {
	name     string
	queries  int
	rows     int
	bytes    int   // of a line
	maxBytes int64 // 0: the default
	cells    int   // of a row, each of two digits, instead of one line; 0: none
	files    int   // that the report goes to; 0: one of each form
	places   int   // that it goes to instead of files, times all kinds; 0: none
	charts   int   // queries of the report with a chart, in addition
}

var cases = []testCase{
	{name: "1 query, 10,000 rows of 300 B", queries: 1, rows: 10_000, bytes: 300},
	{name: "4 queries, 10,000 rows of 300 B", queries: 4, rows: 10_000, bytes: 300},
	{name: "8 queries, 10,000 rows of 300 B", queries: 8, rows: 10_000, bytes: 300},
	{name: "1 query, 10,000 rows of 5 KB", queries: 1, rows: 10_000, bytes: 5_000},
	{name: "10 queries, 10,000 rows of 5 KB", queries: 10, rows: 10_000, bytes: 5_000},
	{name: "10 queries, 10,000 rows of 5 KB, 64 MB each", queries: 10, rows: 10_000, bytes: 5_000, maxBytes: report.MostMaxBytes},
	{name: "1 query, 100,000 rows of 300 B", queries: 1, rows: 100_000, bytes: 300, maxBytes: report.MostMaxBytes},
	{name: "10 queries, 100,000 rows of 300 B", queries: 10, rows: 100_000, bytes: 300},
	{name: "12 queries, 100,000 rows of 300 B, 64 MB each", queries: 12, rows: 100_000, bytes: 300, maxBytes: report.MostMaxBytes},
	{name: "200 cells of 900 KB", queries: 1, rows: 200, bytes: 900_000, maxBytes: report.MostMaxBytes},
	{name: "100 queries, 1,000 rows of 30 short cells", queries: 100, rows: 1000, cells: 30},
	{name: "8 queries, 10,000 rows of 300 B, 300 files", queries: 8, rows: 10_000, bytes: 300, files: 300},
	{name: "all kinds: 8 queries, 1,000 rows of 1 KB, 20 charts", queries: 8, rows: 1000, bytes: 1000, places: 1, charts: 20},
	{name: "all kinds: 8 queries, 10,000 rows of 5 KB, 20 charts", queries: 8, rows: 10_000, bytes: 5000, places: 1, charts: 20},
	{name: "all kinds: 100 queries, 1,000 rows of 30 short cells, 20 charts", queries: 100, rows: 1000, cells: 30, places: 1, charts: 20},
	{name: "all kinds: 400 charts", queries: 1, rows: 10_000, bytes: 10, places: 1, charts: 400},
	{name: "all kinds, 20 times: 8 queries, 1,000 rows of 1 KB, 20 charts", queries: 8, rows: 1000, bytes: 1000, places: 20, charts: 20},
}

func (c testCase) report(folder, hook string) (*report.Report, error) {
	if c.places > 0 {
		return c.reportToPlaces(folder, hook)
	}
	r := &report.Report{
		Name: "large", Title: c.name, Timezone: "UTC", Window: report.Window{Length: report.Duration(24 * time.Hour)},
		Deadline: report.Duration(time.Hour), MaxRows: c.rows, LogGroups: []string{group},
	}
	for i := range max(c.files, len(endings)) {
		r.Deliver = append(r.Deliver, report.Destination{
			Name: fmt.Sprint("file", i), Kind: report.KindFile, OnUnknown: report.Resend,
			// Few paths: the kernel counts the pages of files that are there, too.
			File: &report.File{Path: filepath.Join(folder, "large"+endings[i%len(endings)])},
		})
	}
	for i := range c.queries {
		id := fmt.Sprintf("q%d", i)
		r.Queries = append(r.Queries, report.Query{
			ID: id, Text: c.query(), LogGroups: []string{group}, MaxRows: c.rows, MaxBytes: c.maxBytes,
		})
		r.Sections = append(r.Sections, report.Section{Title: id, Query: id, Show: report.ShowTable})
	}
	return r, nil
}

const group = "/large"

// endings choose the forms of files.
var endings = []string{".html", ".json", ".txt"}

// query returns the text of a query that finds the whole rows.
func (c testCase) query() string {
	if c.cells == 0 {
		return "fields @timestamp, @message"
	}
	names := make([]string, c.cells)
	for i := range names {
		names[i] = cell(i)
	}
	return "fields " + strings.Join(names, ", ")
}

// cell returns the name of a field.
func cell(i int) string { return fmt.Sprint("c", i) }

// span is the time that a log covers.
const span = 23 * time.Hour

// log writes a log of lines with random letters.
func (c testCase) log(folder string) (*logfile.Set, error) {
	path := filepath.Join(folder, "large.log")
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("write the log: %w", err)
	}
	w := bufio.NewWriter(f)
	lines := json.NewEncoder(w)
	rng := rand.New(rand.NewPCG(1, 2))
	letters := make([]byte, c.bytes)
	for n := range c.rows {
		for i := range letters {
			letters[i] = 'a' + byte(rng.IntN(26))
		}
		when := at.Add(-span + span*time.Duration(n)/time.Duration(c.rows))
		line := map[string]any{"timestamp": when.UnixMilli(), "m": string(letters), "kind": fmt.Sprint("kind ", rng.IntN(6))}
		for i := range c.cells {
			line[cell(i)] = 10 + rng.IntN(90)
		}
		if err := lines.Encode(line); err != nil {
			return nil, fmt.Errorf("write the log: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return nil, fmt.Errorf("write the log: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("write the log: %w", err)
	}
	return logfile.Open(path)
}

// build builds worker and reporter as they are deployed, for this machine.
func build(ctx context.Context, folder string) error {
	for _, name := range functions {
		c := exec.CommandContext(ctx, "go", "build", "-tags", "lambda.norpc", "-trimpath", "-ldflags", "-s -w",
			"-o", filepath.Join(folder, name, "bootstrap"), "./functions/"+name)
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("build the %s: %w\n%s", name, err, out)
		}
	}
	return nil
}

var functions = []string{"worker", "reporter"}

// outcome has the figures of a case and how its run ended.
type outcome struct {
	worker, reporter int64 // peaks in bytes
	killed           int   // processes
	state            fanlight.State
	missed           string // the first error of a query or destination; empty: none
}

func (o outcome) good() bool {
	return o.state == fanlight.Sent && o.missed == "" && o.killed == 0 && max(o.worker, o.reporter) <= most
}

func (o outcome) text() string {
	text := string(o.state)
	if o.missed != "" {
		text += ", " + o.missed
	}
	if o.killed > 0 {
		text += fmt.Sprintf(", %d processes killed", o.killed)
	}
	if max(o.worker, o.reporter) > most {
		text += fmt.Sprintf(", more than %d MB", most>>20)
	}
	return text
}
