package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/scripts/internal/figures"
)

// initLine has what the Go runtime writes of the initialisation of a package.
var initLine = regexp.MustCompile(`(?m)^init (\S+) @\S+ ms, (\S+) ms clock,`)

// inits prints how long the initialisation of our packages takes before main. The clock goes on
// while other processes run, so each package has the least time of all rounds.
func inits(p *figures.Printer, name, path string, rounds int, args ...string) error {
	least := map[string]float64{}
	for range rounds {
		out, err := trace(path, args...)
		if err != nil {
			return err
		}
		if err := addInits(least, out); err != nil {
			return err
		}
	}
	sum, all := 0.0, 0.0
	for pkg, ms := range least {
		all += ms
		if strings.HasPrefix(pkg, module) {
			sum += ms
		}
	}
	if all == 0 {
		return fmt.Errorf("%s printed no trace of its initialisation", name)
	}
	p.Line(name+": our packages' init [ms]", "%.2f", sum, mostInits)
	p.Note("of %.1f ms; most: %s", all, strings.Join(slowest(least, 4), ", "))
	return nil
}

// trace runs a program with inittrace. A function without its environment ends with an error,
// after what is measured.
func trace(path string, args ...string) (string, error) {
	c := exec.Command(path, args...)
	c.Env = []string{"GODEBUG=inittrace=1"}
	var out bytes.Buffer
	c.Stderr = &out
	if _, ended := errors.AsType[*exec.ExitError](c.Run()); !ended && c.ProcessState == nil {
		return "", fmt.Errorf("start %s: it did not run", filepath.Base(path))
	}
	return out.String(), nil
}

// addInits keeps the least time of each package.
func addInits(least map[string]float64, trace string) error {
	for _, m := range initLine.FindAllStringSubmatch(trace, -1) {
		ms, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			return fmt.Errorf("read a trace of initialisation: %w", err)
		}
		if before, known := least[m[1]]; !known || ms < before {
			least[m[1]] = ms
		}
	}
	return nil
}

// slowest returns the n packages whose initialisation takes longest.
func slowest(least map[string]float64, n int) (list []string) {
	byTime := slices.SortedFunc(maps.Keys(least), func(a, b string) int {
		if least[a] != least[b] {
			return int(1e6 * (least[b] - least[a]))
		}
		return strings.Compare(a, b)
	})
	for _, pkg := range byTime[:min(n, len(byTime))] {
		list = append(list, fmt.Sprintf("%s %.2f", strings.TrimPrefix(strings.TrimPrefix(pkg, sdk), module), least[pkg]))
	}
	return list
}
