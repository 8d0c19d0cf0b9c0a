package main

import (
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
)

// mostMemory is the memory that a query over a file of any size may take, in MiB.
const mostMemory = 64

// print writes the table on stdout, then what jq and a loop written by hand take for Q1.
func (b *bench) print(rows []row) error {
	version, _, err := b.askDuckDB(1, "select version() v")
	if err != nil {
		return err
	}
	fmt.Printf("%d MB, one thread, median of %d rounds [least to most]; DuckDB %s with typed columns. CPU is user and system time of\n"+
		"whole processes. A ratio below 1: the engine is faster. The last columns are of two processors: how many times as fast as one,\n"+
		"and the engine's memory.\n\n", b.bytes/1e6, b.rounds, version.rows[0][0])
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "query\tCPU s\tMB/s\ttarget\t÷ DuckDB, CPU\twithout starts\t÷ DuckDB, wall\t÷ other, CPU\tpeak MiB\tDuckDB's"+
		"\t2 processors, wall\twithout starts\tDuckDB's\tpeak MiB")
	for _, r := range rows {
		fmt.Fprintln(w, b.line(r, startOf(rows)))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, r := range rows {
		if m := max(median(r.engine, peak), median(r.engine2, peak)); m > mostMemory {
			fmt.Printf("%s takes more memory than %d MiB.\n", r.name, mostMemory)
		}
	}
	return b.printOthers(rows)
}

// startOf returns the row of the query over an empty file, an empty one if that was not measured.
func startOf(rows []row) row {
	i := slices.IndexFunc(rows, func(r row) bool { return !r.file })
	if i < 0 {
		return row{}
	}
	return rows[i]
}

func (b *bench) line(r, start row) string {
	speed, target, warm, twice := "–", "–", "–", "–"
	seconds := median(r.engine, cpu)
	if r.file {
		speed, target = fmt.Sprintf("%.0f", float64(b.bytes)/1e6/seconds), fmt.Sprintf("%.2f", r.target())
		warm = share(ratios(without(start.engine, r.engine), without(start.duckdb, r.duckdb), cpu))
		twice = share(ratios(without(start.engine, r.engine), without(start.engine2, r.engine2), wall))
	}
	return fmt.Sprintf("%s\t%.3f\t%s\t%s\t%s\t%s\t%s\t%s\t%.0f\t%.0f\t%s\t%s\t%s\t%.0f", r.name, seconds, speed, target,
		share(ratios(r.engine, r.duckdb, cpu)), warm, share(ratios(r.engine, r.duckdb, wall)), share(ratios(r.engine, r.others, cpu)),
		median(r.engine, peak), median(r.duckdb, peak),
		share(ratios(r.engine, r.engine2, wall)), twice, share(ratios(r.duckdb, r.duckdb2, wall)), median(r.engine2, peak))
}

func share(r ratio, ok bool) string {
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%.2f [%.2f to %.2f]", r.median, r.least, r.most)
}
