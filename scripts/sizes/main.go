// Sizes prints how large the programs are and what their start costs, each figure with its
// target, and fails if one is missed.
//
//	go run ./scripts/sizes
//	go run ./scripts/sizes -cold
//
// It compares each program with a bare one, which it writes itself: that one makes the same
// calls of AWS and does nothing else, so that the difference is ours. Times are processor time of
// programs that take turns, so that a busy machine slows down both sides. -cold also measures
// `make run` from an empty build cache, for minutes.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/scripts/internal/figures"
)

func main() {
	rounds := flag.Int("rounds", 41, "how often each program is started")
	cold := flag.Bool("cold", false, "measure make run from an empty build cache, too")
	flag.Parse()
	if err := run(*rounds, *cold); err != nil {
		fmt.Fprintln(os.Stderr, "sizes:", err)
		os.Exit(1)
	}
}

func run(rounds int, cold bool) error {
	folder, err := os.MkdirTemp("", "sizes")
	if err != nil {
		return fmt.Errorf("make a folder for the programs: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	var p figures.Printer
	for _, measure := range []func(*figures.Printer, string, int) error{zips, functions, commandLine} {
		if err := measure(&p, folder, rounds); err != nil {
			return err
		}
	}
	if cold {
		if err := buildTime(&p, folder); err != nil {
			return err
		}
	}
	return p.Err()
}

// The targets. Zips are of dispatcher and worker: reporter and janitor have the clients of all
// destinations.
const (
	mostZip     = 4.5  // MB
	mostStart   = 1.15 // of the bare program
	mostInits   = 1.0  // ms
	mostAbove   = 4.0  // MB of the stripped command-line program
	mostHelp    = 1.2  // of the bare program
	mostColdRun = 85.0 // s, on two processors without other work
)

var names = []string{"dispatcher", "worker", "reporter", "janitor"}

// zips packs the functions as they are deployed.
func zips(p *figures.Printer, _ string, _ int) error {
	if err := command("make", "--no-print-directory", "package"); err != nil {
		return err
	}
	for _, name := range names {
		most := 0.0
		if name == "dispatcher" || name == "worker" {
			most = mostZip
		}
		size, err := megabytes(filepath.Join("dist", name+".zip"))
		if err != nil {
			return err
		}
		p.Line(name+".zip, arm64 [MB]", "%.2f", size, most)
	}
	return nil
}

// functions compares the starts of the functions, on this machine, with those of bare ones.
func functions(p *figures.Printer, folder string, rounds int) error {
	api, err := serveRuntime()
	if err != nil {
		return err
	}
	defer api.close()
	for _, name := range names {
		pair, err := buildPair(folder, "./functions/"+name, functionMain)
		if err != nil {
			return err
		}
		cost, err := pair.compare(rounds, api.start)
		if err != nil {
			return err
		}
		p.Line(name+": start, CPU ÷ bare", "%.2f", cost.ratio(), mostStart)
		p.Note("%.1f ms, %d packages of AWS's services", cost.real, len(pair.services))
		if err := inits(p, name, pair.real, rounds); err != nil {
			return err
		}
	}
	return nil
}

// commandLine compares the command-line program with a bare one.
func commandLine(p *figures.Printer, folder string, rounds int) error {
	pair, err := buildPair(folder, "./cmd/fanlight", commandMain)
	if err != nil {
		return err
	}
	real, err := megabytes(pair.real)
	if err != nil {
		return err
	}
	bare, err := megabytes(pair.bare)
	if err != nil {
		return err
	}
	p.Line("fanlight, stripped: MB above bare", "%.1f", real-bare, mostAbove)
	p.Note("%.1f MB, bare %.1f MB", real, bare)
	cost, err := pair.compare(rounds, help)
	if err != nil {
		return err
	}
	p.Line("fanlight --help, CPU ÷ bare", "%.2f", cost.ratio(), mostHelp)
	p.Note("%.1f ms", cost.real)
	return inits(p, "fanlight", pair.real, rounds, "--help")
}

// megabytes returns the size of a file in millions of bytes.
func megabytes(path string) (float64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, fmt.Errorf("measure the size of a program: %w", err)
	}
	return float64(info.Size()) / 1e6, nil
}

// command runs a program that is silent unless it fails.
func command(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// printer prints figures and counts the targets that they miss.
