package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/scripts/record"
)

// keptSeed is a seed that once violated a rule. It is run again by a test: it must pass,
// unless it is open.
type keptSeed struct {
	seed    uint64
	queries int // of the report, or sim.Few
	rule    string
	date    string
	open    bool // it still violates the rule
}

// keptHead is the first line of the file.
const keptHead = "# seed\tqueries, -1: drawn\trule\tdate\topen or mended"

func (k keptSeed) line() string {
	state := "mended"
	if k.open {
		state = "open"
	}
	return fmt.Sprintf("%d\t%d\t%s\t%s\t%s", k.seed, k.queries, k.rule, k.date, state)
}

// keep adds seeds to the file, as open. One that is there stays as it is.
func keep(path string, found []violation, now time.Time) error {
	all, err := readKept(path)
	if err != nil {
		return err
	}
	for _, v := range found {
		k := keptSeed{seed: v.Seed, queries: sim.Few, rule: v.Rule, date: now.UTC().Format(time.DateOnly), open: true}
		if !slices.ContainsFunc(all, func(other keptSeed) bool { return other.seed == k.seed && other.queries == k.queries }) {
			all = append(all, k)
		}
	}
	if err := record.Write(path, keptHead, all, keptSeed.line); err != nil {
		return fmt.Errorf("keep seeds: %w", err)
	}
	return nil
}

// readKept reads the file of seeds. Without a file there are none.
func readKept(path string) ([]keptSeed, error) {
	all, err := record.Read(path, parseKept)
	if err != nil {
		return nil, fmt.Errorf("read the kept seeds: %w", err)
	}
	return all, nil
}

func parseKept(line string) (k keptSeed, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 5 || fields[4] != "open" && fields[4] != "mended" {
		return k, fmt.Errorf("invalid line %q: want seed, queries, rule, date, open or mended, with tabs between them", line)
	}
	k = keptSeed{rule: fields[2], date: fields[3], open: fields[4] == "open"}
	if k.seed, err = strconv.ParseUint(fields[0], 10, 64); err != nil {
		return k, fmt.Errorf("invalid seed %q: want a number", fields[0])
	}
	if k.queries, err = strconv.Atoi(fields[1]); err != nil || k.queries < sim.Few {
		return k, fmt.Errorf("invalid queries %q: want a number, or -1", fields[1])
	}
	return k, nil
}

// check runs the seed again. It returns what is wrong with its line, or nothing.
func (k keptSeed) check() string {
	r := sim.Run(k.seed, sim.Options{Queries: k.queries})
	violates := len(r.Violations) > 0
	switch {
	case violates && !k.open:
		return fmt.Sprintf("violates %v again: %s", r.Violations[0], again(k.seed, k.queries))
	case violates && string(r.Violations[0].Rule) != k.rule:
		return fmt.Sprintf("violates %v, and is listed as open with rule %s", r.Violations[0], k.rule)
	case !violates && k.open:
		return "passes now: list it as mended"
	}
	return ""
}
