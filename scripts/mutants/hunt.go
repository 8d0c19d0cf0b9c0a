package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// finding is the answer of a part.
type finding struct {
	part  string
	found string // the invariant and the seed, or the test; empty: it found nothing
}

// hunt asks the parts for a bug that is planted in the tree. By default it asks oracle and
// checker, those that the head names and the tests; the others only if it is not found yet.
func (o options) hunt(ctx context.Context, m mutant, folder string) ([]finding, error) {
	simulator, err := build(ctx, folder)
	if err != nil {
		return nil, err
	}
	var all []finding
	for _, part := range o.inOrder(m) {
		if !o.asked(m, part, all) {
			continue
		}
		f, err := o.ask(ctx, m, part, folder, simulator)
		if err != nil {
			return nil, fmt.Errorf("ask %s: %w", part, err)
		}
		all = append(all, f)
	}
	return all, nil
}

// inOrder returns the parts, those that the head names first: they are quick.
func (o options) inOrder(m mutant) []string {
	parts := slices.Clone(o.parts)
	slices.SortStableFunc(parts, func(a, b string) int { return m.named(b) - m.named(a) })
	return parts
}

// named is 1 for a part that the head names, else 0.
func (m mutant) named(part string) int {
	if _, has := m.head.hints[part]; has {
		return 1
	}
	return 0
}

func (o options) asked(m mutant, part string, so []finding) bool {
	sure := part == partChecker || m.named(part) > 0 || o.all
	return sure || !slices.ContainsFunc(so, func(f finding) bool { return f.found != "" })
}

// build builds the simulator's program in the tree.
func build(ctx context.Context, folder string) (program string, err error) {
	program = filepath.Join(folder, "sim-with-mutant")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "./scripts/sim")
	build.Dir = folder
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the simulator: %w\n%s", err, said)
	}
	return program, nil
}

func (o options) ask(ctx context.Context, m mutant, part, folder, simulator string) (finding, error) {
	if part == partTests {
		return o.test(ctx, m, folder)
	}
	if part == partScopes && m.head.scope != "" {
		if f, err := o.hinted().simulate(ctx, part, folder, simulator, 1, o.seeds, "-scope", m.head.scope); err != nil || f.found != "" {
			return f, err
		}
	}
	if seed := m.head.hints[part]; seed > 0 {
		if f, err := o.hinted().simulate(ctx, part, folder, simulator, seed, 1); err != nil || f.found != "" {
			return f, err
		}
	}
	return o.simulate(ctx, part, folder, simulator, 1, o.seeds)
}

// hinted is for what a head names: it finds its bug within the budget on a quiet machine, and is
// not given up on another.
func (o options) hinted() options {
	o.budget *= 10
	return o
}

// simulate runs a part of scripts/sim until its first violation.
func (o options) simulate(ctx context.Context, part, folder, simulator string, first, seeds uint64, more ...string) (finding, error) {
	var out, said bytes.Buffer
	args := append([]string{"-parts", part, "-until-violation", "-for", o.budget.String(),
		"-first", strconv.FormatUint(first, 10), "-seeds", strconv.FormatUint(seeds, 10)}, more...)
	c := exec.CommandContext(ctx, simulator, args...)
	c.Dir, c.Stdout, c.Stderr = folder, &out, &said
	err := c.Run()
	f, violated := firstViolation(part, out.Bytes())
	if exit, ok := errors.AsType[*exec.ExitError](err); !violated && err != nil && (!ok || exit.ExitCode() != 1) {
		if strings.Contains(said.String(), "panic: ") { // in the actors' code: found as well
			return finding{part, "panic"}, nil
		}
		return f, fmt.Errorf("%w\n%s", err, said.String())
	}
	return f, nil
}

// firstViolation reads the first line of JSON.
func firstViolation(part string, out []byte) (finding, bool) {
	for line := range bytes.Lines(out) {
		var v struct {
			Seed uint64
			Rule string
		}
		if json.Unmarshal(line, &v) != nil || v.Rule == "" {
			continue
		}
		found := v.Rule
		if v.Seed > 0 {
			found += "@" + strconv.FormatUint(v.Seed, 10)
		}
		return finding{part, found}, true
	}
	return finding{part: part}, false
}

var failedTest = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// test runs the tests of the package whose code the bug is in.
func (o options) test(ctx context.Context, m mutant, folder string) (finding, error) {
	c := exec.CommandContext(ctx, "go", "test", "-failfast", "-vet=off", "./"+path.Dir(m.change.path))
	c.Dir = folder
	out, err := c.CombinedOutput()
	if err == nil {
		return finding{part: partTests}, nil
	}
	if match := failedTest.FindSubmatch(out); match != nil {
		return finding{partTests, string(match[1])}, nil
	}
	if bytes.Contains(out, []byte("panic: ")) {
		return finding{partTests, "panic"}, nil
	}
	return finding{}, fmt.Errorf("go test: %w\n%s", err, out)
}
