package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"
)

// options holds what the command line says.
type options struct {
	parts  []string      // that are asked
	all    bool          // every part is asked, also after one has found the bug
	budget time.Duration // that a part may take for one bug
	seeds  uint64        // that a part goes through at most
	root   string        // of the tree
	folder string        // of the patches
	names  []string      // of the bugs; none: all
	before string        // a commit whose simulator looks for them; empty: this tree's
	write  bool          // what that finds is written into the heads
}

// The parts. Those but tests are parts of scripts/sim, which has more.
const (
	partSeeds   = "seeds"
	partChecker = "checker"
	partCrash   = "crash"
	partScopes  = "scopes"
	partTests   = "tests"
)

var partNames = []string{partSeeds, partChecker, partCrash, partScopes, partTests}

func parse(args []string) (options, error) {
	var o options
	var names string
	flags := flag.NewFlagSet("mutants", flag.ContinueOnError)
	flags.StringVar(&names, "parts", strings.Join(partNames, ","), "which parts are asked")
	flags.BoolVar(&o.all, "all", false, "ask every part, also after one has found the bug")
	flags.DurationVar(&o.budget, "budget", 15*time.Second, "that a part may take for one bug")
	flags.Uint64Var(&o.seeds, "seeds", 10_000, "that a part goes through at most")
	flags.StringVar(&o.root, "root", ".", "folder of the module")
	flags.StringVar(&o.folder, "folder", "pkg/sim/mutants", "folder of the patches")
	flags.StringVar(&o.before, "before", "", "let the simulator of this commit look for them, 10,000 seeds for each")
	flags.BoolVar(&o.write, "write", false, "write what -before finds into the heads of the patches")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	o.parts, o.names = strings.Split(names, ","), flags.Args()
	for _, part := range o.parts {
		if !slices.Contains(partNames, part) {
			return o, fmt.Errorf("invalid part %q: want some of %s", part, strings.Join(partNames, ","))
		}
	}
	if o.budget <= 0 || o.seeds == 0 {
		return o, fmt.Errorf("invalid -budget %s or -seeds %d: want more than 0", o.budget, o.seeds)
	}
	return o, nil
}
