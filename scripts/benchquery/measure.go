package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"time"
)

// bench has what all measurements share.
type bench struct {
	settings
	log   string
	bytes int64
}

// path returns the file of a query.
func (b *bench) path(q query) string {
	if q.file {
		return b.log
	}
	return os.DevNull
}

func (b *bench) ask(processors int, binary string, q query) (table, usage, error) {
	return answer(processors, binary, "query", q.insights, "--logs", b.path(q), "-o", "csv")
}

func (b *bench) askDuckDB(processors int, sql string) (table, usage, error) {
	return answer(processors, b.duckdb, statement(sql, b.log))
}

// compareAnswers fails if an answer of the engine differs from DuckDB's.
func (b *bench) compareAnswers(chosen []query) error {
	for _, q := range chosen {
		if !q.file {
			continue
		}
		ours, _, err := b.ask(1, b.engine, q)
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		theirs, _, err := b.askDuckDB(1, cmp.Or(q.exact, q.sql))
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		if d := q.difference(ours, theirs); d != "" {
			return fmt.Errorf("%s: the answers differ: the engine has %s", q.name, d)
		}
	}
	return nil
}

// row has all rounds of a query. Others is empty if the other binary cannot run it.
type row struct {
	query
	engine, duckdb, others []usage
	engine2, duckdb2       []usage // on two processors
}

// measure goes through the queries once in every round, so that what disturbs the machine
// for a while does not meet one query or one side alone.
func (b *bench) measure(chosen []query) ([]row, error) {
	rows := make([]row, len(chosen))
	for round := range b.rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, b.rounds)
		for i, q := range chosen {
			rows[i].query = q
			if err := b.round(&rows[i]); err != nil {
				return nil, fmt.Errorf("%s: %w", q.name, err)
			}
		}
	}
	return rows, nil
}

// round measures the sides of a query one directly after the other.
func (b *bench) round(r *row) error {
	if err := b.both(1, r.query, &r.engine, &r.duckdb); err != nil {
		return err
	}
	if err := b.both(2, r.query, &r.engine2, &r.duckdb2); err != nil {
		return err
	}
	if b.other == "" {
		return nil
	}
	if _, u, err := b.ask(1, b.other, r.query); err == nil {
		r.others = append(r.others, u)
	}
	return nil
}

// both measures the engine and DuckDB on so many processors.
func (b *bench) both(processors int, q query, engine, duckdb *[]usage) error {
	_, ours, err := b.ask(processors, b.engine, q)
	if err != nil {
		return err
	}
	_, theirs, err := b.askDuckDB(processors, q.sql)
	if err != nil {
		return err
	}
	*engine, *duckdb = append(*engine, ours), append(*duckdb, theirs)
	return nil
}

// ratio is the engine's share of another side's time, paired by round.
type ratio struct{ least, median, most float64 }

func ratios(a, b []usage, of func(usage) float64) (ratio, bool) {
	if len(a) != len(b) || len(a) == 0 {
		return ratio{}, false
	}
	all := make([]float64, len(a))
	for i := range a {
		all[i] = of(a[i]) / of(b[i])
	}
	slices.Sort(all)
	return ratio{all[0], all[len(all)/2], all[len(all)-1]}, true
}

// without returns the usages of a side with less time: that of its starts. There is none
// if no start was measured.
func without(starts, all []usage) []usage {
	if len(starts) == 0 {
		return nil
	}
	start := func(of func(usage) float64) time.Duration {
		return time.Duration(median(starts, of) * float64(time.Second))
	}
	warm := slices.Clone(all)
	for i := range warm {
		warm[i].cpu -= start(cpu)
		warm[i].wall -= start(wall)
	}
	return warm
}

func median(all []usage, of func(usage) float64) float64 {
	values := make([]float64, len(all))
	for i, u := range all {
		values[i] = of(u)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func cpu(u usage) float64  { return u.cpu.Seconds() }
func wall(u usage) float64 { return u.wall.Seconds() }
func peak(u usage) float64 { return float64(u.peak) / 1024 }
