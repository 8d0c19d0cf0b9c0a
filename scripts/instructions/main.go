// Instructions counts the instructions of six small workloads and compares them with the counts
// that are checked in (counts.tsv). It fails if one takes 5 % more than it did.
//
//	go run ./scripts/instructions              # compare
//	go run ./scripts/instructions -update      # check these counts in
//	go run ./scripts/instructions -rounds 10   # and how much the counts differ among themselves
//	go run ./scripts/instructions -planted 8   # with 8 % more work: whether each is found slower
//
// A count is that of a whole process on one processor without garbage collection, by cachegrind of
// valgrind. It depends on the version of Go and on the architecture, and hardly on the machine or its load.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

// Shares of a count.
const (
	tolerance = 0.05 // by which a workload may become slower
	noise     = 0.01 // by which rounds may differ
)

// options are the flags.
type options struct {
	file    string
	update  bool
	rounds  int
	planted int // percent
}

func main() {
	o := options{file: "scripts/instructions/counts.tsv"}
	flag.BoolVar(&o.update, "update", false, "write the counts to "+o.file)
	flag.IntVar(&o.rounds, "rounds", 1, "how often each workload is counted")
	flag.IntVar(&o.planted, "planted", 0, "how many `percent` more each workload does, to see that it fails")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "instructions:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	if reason := lacking(); reason != "" {
		fmt.Println("SKIPPED instructions:", reason)
		return nil
	}
	known, err := readCounts(o.file)
	if err != nil {
		return err
	}
	if !o.update && known.platform != platform() {
		fmt.Printf("SKIPPED instructions: %s has those of %s, this is %s: write its own with -update\n", o.file, known.platform, platform())
		return nil
	}
	c, err := newCounter()
	if err != nil {
		return err
	}
	defer c.close()
	counted, err := c.countAll(o)
	switch {
	case err != nil:
		return err
	case o.update:
		return counted.write(o.file)
	}
	slower, err := counted.compare(known, os.Stdout)
	if err != nil {
		return err
	}
	return judge(slower, counted, o.planted)
}

// judge fails if a workload is slower, or, with planted work, if one is not.
func judge(slower []string, all counts, planted int) error {
	switch {
	case planted > 0 && len(slower) < len(all.list):
		return fmt.Errorf("%d %% more work were planted in %d workloads, and seen in %d", planted, len(all.list), len(slower))
	case planted == 0 && len(slower) > 0:
		return fmt.Errorf("slower by more than %.0f %%: %s; if this is the price of something, say so and write the new counts with -update",
			100*tolerance, strings.Join(slower, ", "))
	}
	return nil
}
