package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/scripts/record"
)

// done is a range of seeds that was run, on a commit: a line of the record.
type done struct {
	span
	commit     string
	date       string
	violations []string // their seeds
}

// recordHead is the first line of a record.
const recordHead = "# first\tlast\tcommit\tdate\tseeds with violations"

// slice is how many seeds are run between two writes of the record.
const slice = 10_000

// runPortion runs the seeds after the last one of the record, and extends the record after
// each slice: a portion that is interrupted goes on after it.
func (s *session) runPortion(ctx context.Context) error {
	all, err := readRecord(s.record)
	if err != nil {
		return err
	}
	commit, err := record.Commit(ctx)
	if err != nil {
		return fmt.Errorf("find the commit that the seeds are recorded with: %w", err)
	}
	for left := s.portion; left > 0 && ctx.Err() == nil; {
		next := span{after(all, s.first), min(slice, left)}
		found := len(s.violations)
		next.n = s.runSpan(ctx, "seeds", next, few)
		left -= next.n
		all = extend(all, done{next, commit, time.Now().UTC().Format(time.DateOnly), seedsOf(s.violations[found:])})
		if err := writeRecord(s.record, all); err != nil {
			return err
		}
	}
	return nil
}

// after returns the seed after the last one of the record, first if it has none.
func after(all []done, first uint64) uint64 {
	for _, d := range all {
		first = max(first, d.last()+1)
	}
	return first
}

// extend adds a range to the record: to the last line, if it goes on there on the same day.
func extend(all []done, d done) []done {
	if d.n == 0 {
		return all
	}
	if i := len(all) - 1; i >= 0 && all[i].last()+1 == d.first && all[i].commit == d.commit && all[i].date == d.date {
		all[i].n += d.n
		all[i].violations = append(all[i].violations, d.violations...)
		return all
	}
	return append(all, d)
}

func seedsOf(violations []violation) (seeds []string) {
	for _, v := range violations {
		seeds = append(seeds, strconv.FormatUint(v.Seed, 10))
	}
	return seeds
}

func readRecord(path string) ([]done, error) {
	all, err := record.Read(path, parseDone)
	if err != nil {
		return nil, fmt.Errorf("read the record: %w", err)
	}
	return all, nil
}

func parseDone(line string) (d done, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 5 {
		return d, fmt.Errorf("invalid line %q: want five fields with tabs between them", line)
	}
	first, err := strconv.ParseUint(fields[0], 10, 64)
	if err != nil {
		return d, fmt.Errorf("invalid first seed %q: want a number", fields[0])
	}
	last, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil || last < first {
		return d, fmt.Errorf("invalid last seed %q: want a number from %d on", fields[1], first)
	}
	d = done{span: span{first, last - first + 1}, commit: fields[2], date: fields[3]}
	if fields[4] != "" {
		d.violations = strings.Split(fields[4], ",")
	}
	return d, nil
}

func (d done) line() string {
	return fmt.Sprintf("%d\t%d\t%s\t%s\t%s", d.first, d.last(), d.commit, d.date, strings.Join(d.violations, ","))
}

func writeRecord(path string, all []done) error {
	if err := record.Write(path, recordHead, all, done.line); err != nil {
		return fmt.Errorf("write the record: %w", err)
	}
	return nil
}
