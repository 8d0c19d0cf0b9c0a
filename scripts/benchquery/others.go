package main

import (
	"errors"
	"fmt"
	"os/exec"
	"slices"
)

// jqCounts is Q1 for jq, whose own reader ends at the first line that is not JSON.
const jqCounts = `reduce (inputs | fromjson? | select(.is_group? == 1)) as $event (0; . + 1)`

// printOthers prints what jq and the bound take for Q1, if that was measured.
func (b *bench) printOthers(rows []row) error {
	i := slices.IndexFunc(rows, func(r row) bool { return r.name == "Q1" })
	if i < 0 {
		return nil
	}
	ours := median(rows[i].engine, cpu)
	bound, err := countByHand(b.log)
	if err != nil {
		return fmt.Errorf("count by hand: %w", err)
	}
	fmt.Printf("\nQ1 by a loop written for it: %.3f s CPU, the engine %.1f times as much.\n", bound.took.Seconds(), ours/bound.took.Seconds())
	program, err := exec.LookPath("jq")
	if errors.Is(err, exec.ErrNotFound) {
		fmt.Println("Q1 by jq: not measured, jq is not installed.")
		return nil
	}
	if err != nil {
		return fmt.Errorf("find jq: %w", err)
	}
	_, u, err := run(1, program, "-R", "-n", jqCounts, b.log)
	if err != nil {
		return err
	}
	fmt.Printf("Q1 by jq: %.1f s CPU, %.0f times the engine's.\n", cpu(u), cpu(u)/ours)
	return nil
}
