package main

import (
	"flag"
	"fmt"
	"runtime"
	"time"
)

// options hold the command line.
type options struct {
	time     time.Duration // of each target
	more     bool          // also of those that are done
	jobs     int           // targets at once
	record   string        // the list of what is done
	parallel int           // processes of each target
}

// parse reads the arguments. Each mistake is one error.
func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	flags.DurationVar(&o.time, "time", 30*time.Second, "how long each target is to be fuzzed, in all runs on the same content")
	flags.BoolVar(&o.more, "more", false, "fuzz each target for -time, whatever was done: the one with the least first")
	flags.IntVar(&o.jobs, "jobs", 1, "how many targets at once")
	flags.StringVar(&o.record, "record", "docs/fuzz.tsv", "the list of what is done")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("invalid argument %q: want flags, such as -time 5m", flags.Arg(0))
	case o.time < time.Second:
		return o, fmt.Errorf("invalid -time %s: want a second or more, such as 5m", o.time)
	case o.jobs < 1:
		return o, fmt.Errorf("invalid -jobs %d: want 1 or more", o.jobs)
	}
	o.parallel = max(1, runtime.GOMAXPROCS(0)/o.jobs)
	return o, nil
}
