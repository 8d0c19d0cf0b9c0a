package main

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/sim"
)

// options hold the command line.
type options struct {
	parts          []part
	seeds          uint64        // how many
	first          uint64        // of them
	turning        uint64        // seeds of a range that turns with the commit, before these
	seed           uint64        // the only one, with its trace; 0: many
	queries        int           // of that one's report, or sim.Few
	budget         time.Duration // for all parts; 0: any
	untilViolation bool
	scope          string // the only one; empty: all
	thorough       bool   // two crashes in scopes and at crash points, where one is the default
	record         string // the file that lists the ranges that are done
	portion        uint64 // seeds after those that the record lists; 0: first and seeds say which
	kept           string // the file of seeds that once violated a rule
	workers        int
}

// parse reads the arguments. Each mistake is one error.
func parse(args []string) (options, error) {
	o := options{workers: runtime.GOMAXPROCS(0)}
	names := ""
	flags := flag.NewFlagSet("sim", flag.ContinueOnError)
	flags.StringVar(&names, "parts", strings.Join(partNames(), ","), "what to run, in this order")
	flags.Uint64Var(&o.seeds, "seeds", 20_000, "how many seeds")
	flags.Uint64Var(&o.first, "first", 1, "first seed")
	flags.Uint64Var(&o.turning, "turning", 0, "seeds of a range that turns with the commit, before those of -first and -seeds")
	flags.Uint64Var(&o.seed, "seed", 0, "run this seed only, and print its trace")
	flags.IntVar(&o.queries, "queries", sim.Few, "of the report of -seed; -1: drawn from the seed")
	flags.DurationVar(&o.budget, "for", 0, "stop after this time, such as 2m")
	flags.BoolVar(&o.untilViolation, "until-violation", false, "stop at the first violation")
	flags.StringVar(&o.scope, "scope", "", "explore this scope only, such as C")
	flags.BoolVar(&o.thorough, "thorough", false, "two crashes at once in scopes, pairs of crash points for all reports")
	flags.Uint64Var(&o.portion, "portion", 0, "run so many seeds after those that -record lists, and add them")
	flags.StringVar(&o.record, "record", "docs/seeds.tsv", "the list for -portion")
	flags.StringVar(&o.kept, "kept", "pkg/sim/testdata/seeds.tsv", "where a seed of -turning that violates a rule is kept")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("invalid argument %q: want flags, such as -seeds 5000", flags.Arg(0))
	}
	return o, o.check(strings.Split(names, ","))
}

// check looks the parts up and refuses numbers that make no sense.
func (o *options) check(names []string) error {
	for _, name := range names {
		i := slices.Index(partNames(), name)
		if i < 0 {
			return fmt.Errorf("invalid part %q: want some of %s", name, strings.Join(partNames(), ","))
		}
		o.parts = append(o.parts, parts[i])
	}
	if o.budget < 0 {
		return fmt.Errorf("invalid -for %s: want a time such as 2m", o.budget)
	}
	if o.first == 0 {
		return fmt.Errorf("invalid -first 0: want 1 or more")
	}
	if o.scope != "" && !slices.ContainsFunc(sim.Scopes(), func(one sim.Scope) bool { return one.Name == o.scope }) {
		return fmt.Errorf("invalid -scope %q: want a letter that docs/reliability.md lists", o.scope)
	}
	if o.queries < sim.Few {
		return fmt.Errorf("invalid -queries %d: want 0 or more, or -1 to draw them from the seed", o.queries)
	}
	return nil
}
