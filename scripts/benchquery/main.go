// Command benchquery measures `fanlight query` against DuckDB with typed columns, on one
// thread, over a log file that it writes and reads once before it measures. It compares
// the answers first and exits with 1 if one differs. Both sides are whole processes, so
// that a start counts; the row of the query "start" shows how much that is.
//
// scripts/bench-query.sh builds the binaries that it needs.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

// settings are the flags.
type settings struct {
	engine, other string // binaries of fanlight
	duckdb        string // binary of scripts/oracle/duckdb
	file          string // an own log file instead of a written one
	size          size
	rounds        int
	only          string // names of queries, with commas
}

func main() {
	s := settings{size: 200e6}
	flag.StringVar(&s.engine, "engine", "", "the `BINARY` of fanlight to measure")
	flag.StringVar(&s.duckdb, "duckdb", "", "the `BINARY` of scripts/oracle/duckdb")
	flag.StringVar(&s.other, "other", "", "another `BINARY` of fanlight to compare it with, such as one of an older version")
	flag.StringVar(&s.file, "file", "", "a log `FILE` of an earlier run (default: write one, remove it afterwards)")
	flag.Var(&s.size, "size", "`SIZE` of the log file, such as 200MB or 1GB")
	flag.IntVar(&s.rounds, "rounds", 5, "how `MANY` times each query is measured on each side")
	flag.StringVar(&s.only, "only", "", "`NAMES` of queries, such as Q1,Q4 (default: all)")
	flag.Parse()
	if err := measureAll(s); err != nil {
		fmt.Fprintln(os.Stderr, "benchquery:", err)
		os.Exit(1)
	}
}

// measureAll compares the answers, measures, and prints the table.
func measureAll(s settings) error {
	chosen, err := choose(s.only)
	if err != nil {
		return err
	}
	if s.engine == "" || s.duckdb == "" {
		return errors.New("no -engine or no -duckdb: want the binaries that scripts/bench-query.sh builds")
	}
	folder, err := os.MkdirTemp("", "bench-query-")
	if err != nil {
		return fmt.Errorf("make a folder for the log file: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }() // what stays is in the folder for temporary files
	b, err := newBench(s, folder)
	if err != nil {
		return err
	}
	if err := b.compareAnswers(chosen); err != nil {
		return err
	}
	rows, err := b.measure(chosen)
	if err != nil {
		return err
	}
	return b.print(rows)
}

// newBench writes the log file, unless there is one, and warms the cache with it.
func newBench(s settings, folder string) (b *bench, err error) {
	b = &bench{settings: s, log: s.file}
	if b.log == "" {
		if b.log, err = writeLog(folder, int64(s.size)); err != nil {
			return nil, fmt.Errorf("write the log file: %w", err)
		}
	}
	if b.bytes, err = warm(b.log); err != nil {
		return nil, fmt.Errorf("read the log file: %w", err)
	}
	return b, nil
}
