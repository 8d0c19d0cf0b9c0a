// Child prints what a query costs `fanlight run`: calls of AWS by operation, and processor time,
// each figure with its target. It fails if one is missed.
//
//	go run ./scripts/child
//
// The report has N queries over a log of one line, for several N, so that hardly anything is left
// but what happens for each query. Beside it a bare program makes as many calls of each operation,
// of the same sizes, by the same clients and over the same wire, with the stand-in in its process.
// Both take turns; times are user time of whole processes, less that of the same program for N = 1.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

// The targets, for 1,000 queries; growth is from 100 to 10,000.
const (
	mostCalls  = 3.0 // a query
	mostRatio  = 1.5 // of the bare program's time
	mostGrowth = 1.2
)

// widths are the numbers of queries. The first one is what a run costs without any.
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
	b := bench{folder: folder, fanlight: filepath.Join(folder, "fanlight"), rounds: rounds}
	if b.self, err = os.Executable(); err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	if _, err := timed("go", "build", "-o", b.fanlight, "./cmd/fanlight"); err != nil {
		return err
	}
	var all []cost
	for _, n := range widths {
		c, err := b.cost(n)
		if err != nil {
			return err
		}
		all = append(all, c)
	}
	return printAll(all)
}

// bench runs the two programs.
type bench struct {
	folder, fanlight, self string
	rounds                 int
}

// cost is what a number of queries costs: median user times.
type cost struct {
	queries  int
	calls    tally
	fanlight time.Duration
	bare     time.Duration
}

func (b bench) cost(n int) (cost, error) {
	c := cost{queries: n, calls: tally{}}
	folder := filepath.Join(b.folder, fmt.Sprint(n))
	args, err := writeReport(folder, n)
	if err != nil {
		return c, err
	}
	counted := filepath.Join(folder, "calls.json")
	if _, err := timed(b.self, append([]string{"count", counted}, args...)...); err != nil {
		return c, err
	}
	if c.calls, err = readTally(counted); err != nil {
		return c, err
	}
	var fanlight, bare []time.Duration
	for range b.rounds {
		f, err := timed(b.fanlight, args...)
		if err != nil {
			return c, err
		}
		t, err := timed(b.self, "bare", counted)
		if err != nil {
			return c, err
		}
		fanlight, bare = append(fanlight, f), append(bare, t)
	}
	c.fanlight, c.bare = median(fanlight), median(bare)
	return c, nil
}

func median(times []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(times))[len(times)/2]
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
