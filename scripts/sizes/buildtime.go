package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/scripts/internal/figures"
)

// action has what a build did, in the form of go build -debug-actiongraph.
type action struct {
	Mode            string
	Package         string
	CmdUser, CmdSys time.Duration
}

// buildTime measures make run from an empty build cache, and prints the shares of the modules
// of the processor time.
func buildTime(p *figures.Printer, folder string) error {
	graph := filepath.Join(folder, "actions.json")
	c := exec.Command("make", "--no-print-directory", "run")
	c.Env = append(os.Environ(), "GOCACHE="+filepath.Join(folder, "cache"), "GOFLAGS=-debug-actiongraph="+graph)
	before := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("make run: %w\n%s", err, out)
	}
	p.Line("make run, empty build cache [s]", "%.0f", time.Since(before).Seconds(), mostColdRun)
	modules, err := modulesOf("./cmd/fanlight")
	if err != nil {
		return err
	}
	text, err := os.ReadFile(graph)
	if err != nil {
		return fmt.Errorf("read what the build did: %w", err)
	}
	var actions []action
	if err := json.Unmarshal(text, &actions); err != nil {
		return fmt.Errorf("read what the build did: %w", err)
	}
	for _, line := range shares(actions, modules) {
		p.Note("%s", line)
	}
	return nil
}

// modulesOf returns the module of each package that a program links.
func modulesOf(pkg string) (map[string]string, error) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}} {{with .Module}}{{.Path}}{{end}}", pkg).Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages of %s: %w", pkg, err)
	}
	modules := map[string]string{}
	for line := range strings.Lines(string(out)) {
		of, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		modules[of] = cmp.Or(name, "the standard library")
	}
	return modules, nil
}

// shares returns a line for each module and for linking, the largest share first.
func shares(actions []action, modules map[string]string) (lines []string) {
	times, all := map[string]time.Duration{}, time.Duration(0)
	for _, a := range actions {
		of := cmp.Or(modules[a.Package], a.Package)
		if a.Mode == "link" {
			of = "linking"
		}
		times[of] += a.CmdUser + a.CmdSys
		all += a.CmdUser + a.CmdSys
	}
	for _, of := range slices.SortedFunc(maps.Keys(times), func(a, b string) int { return cmp.Compare(times[b], times[a]) }) {
		if share := 100 * times[of].Seconds() / all.Seconds(); share >= 0.5 {
			lines = append(lines, fmt.Sprintf("%5.1f %% %6.1f s  %s", share, times[of].Seconds(), of))
		}
	}
	return lines
}
