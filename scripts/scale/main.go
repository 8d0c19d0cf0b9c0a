// Scale measures, in virtual time, what many reports that are due in the same minute take of one
// account and Region: the time until the last is delivered, the busiest second of each partition of
// the table, a sweep of the janitor, and dollars. It prints the tables of docs/scale.md.
//
//	go run ./scripts/scale                          # 30, 300 and 3,000 reports of ten queries
//	go run ./scripts/scale -reports 100 -queries 5
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

type options struct {
	reports []int
	queries int
	whole   bool
}

func main() {
	debug.SetGCPercent(400) // time is worth more than memory here
	o, err := parse(os.Args[1:])
	if err == nil {
		err = o.run(os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("scale", flag.ContinueOnError)
	reports := flags.String("reports", "30,300,3000", "how many `REPORTS` are due at once, with commas")
	flags.IntVar(&o.queries, "queries", 10, "of each report")
	flags.BoolVar(&o.whole, "whole", true, "the account's 100 slots and 10 calls a second are all the stack's; false: 25 and 8, the default")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for text := range strings.SplitSeq(*reports, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return o, fmt.Errorf("invalid -reports %q: want numbers from 1 on, such as 30,300", text)
		}
		o.reports = append(o.reports, n)
	}
	if o.queries < 1 {
		return o, fmt.Errorf("invalid -queries %d: want 1 or more", o.queries)
	}
	return o, nil
}

// run prints a line for each number of reports, and then the partitions of each.
func (o options) run(out io.Writer) error {
	fmt.Fprintln(out, "| reports | queries | makespan | the bound | write units | read units | a sweep: calls, read units, time |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|")
	var partitions strings.Builder
	for _, n := range o.reports {
		m, err := o.measure(n)
		if err != nil {
			return fmt.Errorf("measure %d reports: %w", n, err)
		}
		fmt.Fprintln(out, m.row(n))
		for _, p := range m.edition.Partitions() {
			fmt.Fprintf(&partitions, "| %d | `%s` | %.0f | %.0f |\n", n, p.Key, p.Peak.Write, p.Peak.Read)
		}
	}
	fmt.Fprintf(out, "\n| reports | partition | write units in its busiest second | read units |\n|---|---|---|---|\n%s", partitions.String())
	return nil
}

// measured is an edition of all reports, and an idle sweep after it.
type measured struct {
	edition *fleet.Edition
	sweep   fleet.Counts
}

func (o options) measure(reports int) (m measured, err error) {
	s := fleet.New(o.queries, 1)
	if o.whole {
		s = s.WithWhole()
	}
	s.Reports = reports
	m.edition, m.sweep, err = fleet.Sweep(s)
	return m, err
}

func (m measured) row(reports int) string {
	u, sweep := m.edition.AllUnits(), m.sweep
	return fmt.Sprintf("| %d | %d | %.0f s | %.0f s | %.0f | %.0f | %d, %.0f, %.1f s |", reports, m.edition.Queries, m.edition.Makespan().Seconds(), m.edition.Bound.Seconds(),
		u.Write, u.Read, sweep.Of("Query", "GetItem").Made, sweep.AllUnits().Read, sweep.AllBilled().Seconds())
}
