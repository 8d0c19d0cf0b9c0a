// Workload repeats one of six small tasks, for a program that counts its instructions:
//
//	go run ./scripts/instructions/workload            # their names, and how often each
//	go run ./scripts/instructions/workload count 10
package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
)

// workload prepares a task and returns what is repeated.
type workload struct {
	name    string
	times   int // for some 10⁸ instructions; 25 or a multiple, for parts of 4 %
	prepare func() (repeat func() error, err error)
}

var workloads = []workload{
	{"count", 100, query("filter is_group = 1 | stats count(*) as n by bin(1h)")},
	{"percentiles", 75, query("stats avg(latency_ms), pct(latency_ms, 95), count_distinct(user_id) by command")},
	{"latest", 75, query(`parse message "*api call * failed" as before, method | sort @timestamp desc | limit 20`)},
	{"forms", 25, forms},
	{"run", 25, simulation},
	{"call", 1000, call},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "workload:", err)
		os.Exit(1)
	}
}

func list() {
	for _, w := range workloads {
		fmt.Println(w.name, w.times)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		list()
		return nil
	}
	if len(args) != 2 {
		return fmt.Errorf("got %d arguments: want none, or a workload and how often", len(args))
	}
	times, err := strconv.Atoi(args[1])
	if err != nil {
		return fmt.Errorf("how often: %w", err)
	}
	i := slices.IndexFunc(workloads, func(w workload) bool { return w.name == args[0] })
	if i < 0 {
		return fmt.Errorf("there is no workload %q", args[0])
	}
	repeat, err := workloads[i].prepare()
	for range times {
		if err == nil {
			err = repeat()
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	return nil
}
