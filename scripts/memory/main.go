// Memory runs reports with large results through the deployed binaries of worker
// and reporter, each process in a memory cgroup of the size that Terraform gives the
// function, and prints the peak of each.
//
//	go run ./scripts/memory
//
// It needs Linux, and the right to make cgroups (version 1 or 2), as root in a
// container has it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

// limit is the memory of worker and reporter (terraform/modules/fanlight/deployment.json),
// and most is the peak that is allowed: the rest is for the other content of a Lambda
// function's cgroup.
const (
	limit = 256 << 20
	most  = 200 << 20
)

// patience is how long a report may take.
const patience = 10 * time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	only := strings.Join(os.Args[1:], " ")
	if err := run(ctx, only); err != nil {
		fmt.Fprintln(os.Stderr, "memory:", err)
		os.Exit(1)
	}
}

// run measures the cases whose name contains a text.
func run(ctx context.Context, only string) error {
	groups, err := findCgroups()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "memory")
	if err != nil {
		return fmt.Errorf("make a folder for the functions: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := build(ctx, folder); err != nil {
		return err
	}
	fmt.Printf("%-64s %9s %9s  %s\n", "results", "worker", "reporter", "outcome")
	var failures []error
	for n, c := range cases {
		if !strings.Contains(c.name, only) {
			continue
		}
		home := filepath.Join(folder, fmt.Sprint(n))
		outcome, err := c.measure(ctx, home, folder, groups)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		fmt.Printf("%-64s %6d MB %6d MB  %s\n", c.name, outcome.worker>>20, outcome.reporter>>20, outcome.text())
		if !outcome.good() {
			failures = append(failures, fmt.Errorf("%s: %s", c.name, outcome.text()))
		}
	}
	return errors.Join(failures...)
}
