package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// usage has the time and memory of a whole process.
type usage struct {
	cpu, wall time.Duration // cpu: in user and system mode
	peak      int64         // of resident memory, in KiB
}

// run runs a program on so many processors and returns what it printed. A child's peak counts
// from its parent's, so this program must stay small.
func run(processors int, program string, args ...string) ([]byte, usage, error) {
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), fmt.Sprint("GOMAXPROCS=", processors))
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	began := time.Now()
	err := cmd.Run()
	took := time.Since(began)
	if err != nil {
		return nil, usage{}, fmt.Errorf("run %s: %w: %s", program, err, strings.TrimSpace(problem.String()))
	}
	state := cmd.ProcessState
	u := usage{cpu: state.UserTime() + state.SystemTime(), wall: took}
	if r, ok := state.SysUsage().(*syscall.Rusage); ok {
		u.peak = r.Maxrss
		if runtime.GOOS == "darwin" { // counts bytes
			u.peak /= 1024
		}
	}
	return out.Bytes(), u, nil
}

// table is an answer: the names of its columns and the rows.
type table struct {
	names []string
	rows  [][]string
}

// answer runs a program and reads the CSV that it printed.
func answer(processors int, program string, args ...string) (table, usage, error) {
	out, u, err := run(processors, program, args...)
	if err != nil {
		return table{}, u, err
	}
	records, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err == nil && len(records) == 0 {
		err = errors.New("nothing was printed")
	}
	if err != nil {
		return table{}, u, fmt.Errorf("read the answer of %s: %w", program, err)
	}
	return table{records[0], records[1:]}, u, nil
}
