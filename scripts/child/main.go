// Child prints what a query costs `fanlight run`: calls of AWS by operation, and processor time,
// each figure with its target. It fails if one is missed.
//
//	go run ./scripts/child
//
// The report has N queries over a log of one line, for several N, so that hardly anything is left
// but what happens for each query. Beside it a bare program makes as many calls of each operation,
// of the same sizes, by the same clients and over the same wire, with the stand-in in its process.
// Both take turns; times are user time of whole processes, less that of the same program for N = 1.
// Figures are medians of the rounds, ratios those within each round.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

// The targets, for 1,000 queries; growth is from 100 to 10,000.
const (
	mostCalls  = 3.0 // a query
	mostRatio  = 1.5 // of the bare program's time
	mostGrowth = 1.2
)

// widths are the numbers of queries. The first one measures a run without any.
var widths = []int{1, 100, 1000, 10_000}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "count" {
		os.Exit(countRun(os.Args[2], os.Args[3:]))
	}
	if len(os.Args) > 2 && os.Args[1] == "bare" {
		exit(runBare(context.Background(), os.Args[2]))
	}
	rounds := flag.Int("rounds", 5, "how often both programs run for each number of queries")
	flag.Parse()
	exit(measure(*rounds))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "child:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// countRun runs fanlight with some arguments, and writes to a file which calls it makes.
func countRun(path string, args []string) int {
	calls, s := tally{}, cli.OS()
	s.Calls = calls.add
	status := cli.Run(context.Background(), args, s)
	if err := calls.write(path); err != nil {
		fmt.Fprintln(os.Stderr, "child:", err)
		return 1
	}
	return status
}

func measure(rounds int) error {
	folder, err := os.MkdirTemp("", "child")
	if err != nil {
		return fmt.Errorf("make a folder for the programs: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	b := bench{folder: folder, fanlight: filepath.Join(folder, "fanlight")}
	if b.self, err = os.Executable(); err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	if _, err := timed("go", "build", "-o", b.fanlight, "./cmd/fanlight"); err != nil {
		return err
	}
	for _, n := range widths {
		if err := b.prepare(n); err != nil {
			return err
		}
	}
	for range rounds {
		if err := b.round(); err != nil {
			return err
		}
	}
	return printAll(b.reports)
}

// bench runs the two programs.
type bench struct {
	folder, fanlight, self string
	reports                []*measured
}

// measured is a report of some queries, and what it costs: user times, one for each round.
type measured struct {
	queries        int
	args           []string // of fanlight
	counted        string   // the file with the calls
	calls          tally
	fanlight, bare []time.Duration
}

// prepare writes a report of n queries and counts its calls.
func (b *bench) prepare(n int) (err error) {
	folder := filepath.Join(b.folder, fmt.Sprint(n))
	r := &measured{queries: n, counted: filepath.Join(folder, "calls.json")}
	if r.args, err = writeReport(folder, n); err != nil {
		return err
	}
	if _, err := timed(b.self, append([]string{"count", r.counted}, r.args...)...); err != nil {
		return err
	}
	r.calls, err = readTally(r.counted)
	b.reports = append(b.reports, r)
	return err
}

// round runs every report once by both programs, short ones several times.
func (b *bench) round() error {
	for _, r := range b.reports {
		times := max(1, shortRuns/r.queries)
		times = min(times, mostRuns)
		fanlight, err := mean(times, b.fanlight, r.args...)
		if err != nil {
			return err
		}
		bare, err := mean(times, b.self, "bare", r.counted)
		if err != nil {
			return err
		}
		r.fanlight, r.bare = append(r.fanlight, fanlight), append(r.bare, bare)
	}
	return nil
}

// Of reports with few queries, a round runs as many as have so many queries, but not more than that.
const (
	shortRuns = 1000
	mostRuns  = 5
)

// mean returns the mean user time of a program that runs several times.
func mean(times int, name string, args ...string) (time.Duration, error) {
	var sum time.Duration
	for range times {
		t, err := timed(name, args...)
		if err != nil {
			return 0, err
		}
		sum += t
	}
	return sum / time.Duration(times), nil
}

// timed runs a program that is silent unless it fails, and returns its user time.
func timed(name string, args ...string) (time.Duration, error) {
	c := exec.Command(name, args...)
	out, err := c.CombinedOutput()
	if err != nil {
		return 0, errors.Join(fmt.Errorf("%s %s: %w", filepath.Base(name), args[0], err), errors.New(string(out)))
	}
	return c.ProcessState.UserTime(), nil
}
