// Command bench measures the whole pipeline in virtual time and holds it to its
// targets (docs/performance.md). It prints each figure with its target and `ok` or
// `MISSED`, and exits with 1 if one is missed. Run it in the repository's root.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

type options struct {
	row     string
	seeds   int
	wide    int
	janitor bool
	designs bool
	detail  bool
}

func main() {
	var o options
	flag.StringVar(&o.row, "row", "all", "`row` to measure: 3, 100, 1000, 10000, any other number of queries, reports, or all")
	flag.IntVar(&o.seeds, "seeds", 21, "seeds of each figure, from 1 on")
	flag.IntVar(&o.wide, "wide-seeds", 3, "seeds of figures of more than 2,000 queries")
	flag.BoolVar(&o.janitor, "janitor", true, "sweep every two minutes, as deployed")
	flag.BoolVar(&o.designs, "designs", true, "measure the other designs, too")
	flag.BoolVar(&o.detail, "detail", false, "print calls, units and the slots' time of the last seed")
	flag.Parse()
	debug.SetGCPercent(400) // time is worth more than memory here
	missed, err := o.run(os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	if missed > 0 {
		os.Exit(1)
	}
}

// run measures the rows and returns how many targets are missed.
func (o options) run(out io.Writer) (missed int, err error) {
	begun := time.Now()
	rows, err := o.rows()
	if err != nil {
		return 0, err
	}
	memory, err := deployedMemory()
	if err != nil {
		return 0, err
	}
	perQuery, err := fleet.PerQueryBilled()
	if err != nil {
		return 0, err
	}
	p := &printer{out: out, memory: memory, perQuery: perQuery, detail: o.detail}
	for _, r := range rows {
		if err := r.measure(p); err != nil {
			return p.missed, fmt.Errorf("%s: %w", r.title, err)
		}
	}
	fmt.Fprintf(out, "%d of %d targets missed, %.1f s\n", p.missed, p.judged, time.Since(begun).Seconds())
	return p.missed, nil
}
