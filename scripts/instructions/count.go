package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// platform returns the names that counts depend on.
func platform() string { return runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH }

// lacking says why nothing can be counted here; empty: it can.
func lacking() string {
	if _, err := exec.LookPath("valgrind"); err != nil {
		return "valgrind is not installed (Debian: apt install valgrind)"
	}
	return ""
}

// counter has the program with the workloads.
type counter struct{ folder, program string }

func newCounter() (*counter, error) {
	folder, err := os.MkdirTemp("", "instructions")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the workloads: %w", err)
	}
	c := &counter{folder, filepath.Join(folder, "workload")}
	// With cgo, as tests are compiled, although a C library's start differs from machine to machine:
	// it is less than 1 % of a count, and without cgo the SDK would be compiled again.
	build := exec.Command("go", "build", "-o", c.program, "./scripts/instructions/workload")
	if out, err := build.CombinedOutput(); err != nil {
		c.close()
		return nil, fmt.Errorf("build the workloads: %w\n%s", err, out)
	}
	return c, nil
}

func (c *counter) close() { _ = os.RemoveAll(c.folder) }

// countAll counts each workload, and checks that its rounds agree.
func (c *counter) countAll(o options) (counts, error) {
	list, err := exec.Command(c.program).Output()
	if err != nil {
		return counts{}, fmt.Errorf("list the workloads: %w", err)
	}
	all := counts{platform: platform()}
	for line := range strings.Lines(string(list)) {
		var name string
		var times int
		if _, err := fmt.Sscan(line, &name, &times); err != nil {
			return counts{}, fmt.Errorf("read the list of workloads: %w", err)
		}
		least, err := c.rounds(name, times+times*o.planted/100, o.rounds)
		if err != nil {
			return counts{}, err
		}
		all.list = append(all.list, count{name, least})
	}
	return all, nil
}

// rounds returns the least count of some rounds.
func (c *counter) rounds(name string, times, rounds int) (least int64, err error) {
	var most int64
	for range rounds {
		n, err := c.count(name, times)
		if err != nil {
			return 0, fmt.Errorf("count the instructions of %s: %w", name, err)
		}
		if least == 0 || n < least {
			least = n
		}
		most = max(most, n)
	}
	if rounds > 1 {
		fmt.Printf("%-12s %d rounds differ by %.2f %%\n", name, rounds, 100*(float64(most)/float64(least)-1))
	}
	if float64(most) > float64(least)*(1+noise) {
		return 0, fmt.Errorf("%s took %d instructions in a round and %d in another: want less than %.0f %% between them", name, least, most, 100*noise)
	}
	return least, nil
}

var references = regexp.MustCompile(`I\s+refs:\s+([\d,]+)`)

// count runs a workload once. Valgrind before 3.21 does not know the instruction RDTSCP.
func (c *counter) count(name string, times int) (int64, error) {
	run := exec.Command("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file="+filepath.Join(c.folder, "out"),
		c.program, name, strconv.Itoa(times))
	run.Env = append(os.Environ(), "GOMAXPROCS=1", "GOGC=off", "GOMEMLIMIT=off", "GODEBUG=asyncpreemptoff=1,cpu.rdtscp=off")
	out, err := run.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("run it in valgrind: %w\n%s", err, out)
	}
	found := references.FindSubmatch(out)
	if found == nil {
		return 0, errors.New("valgrind printed no number of instructions (I refs)")
	}
	return strconv.ParseInt(strings.ReplaceAll(string(found[1]), ",", ""), 10, 64)
}
