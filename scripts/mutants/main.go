// Mutants plants each deliberate bug of pkg/sim/mutants in a copy of the tree, one at a time,
// and says which parts of the proof find it: the oracle by seeds, the independent checker,
// crash points, scopes, and the unit tests of the package. It exits with 1 if nothing finds
// one of them.
//
//	go run ./scripts/mutants                          # all of them
//	go run ./scripts/mutants two-tries order-not-kept # some
//	go run ./scripts/mutants -parts seeds,checker     # by some parts
//	go run ./scripts/mutants -all                     # ask every part, also after one has found it
//	go run ./scripts/mutants -before f9160a7d         # what the simulator of a commit finds
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

// errSurvived is returned if nothing found one of the bugs.
var errSurvived = errors.New("nothing finds some of them")

func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	all, err := choose(o.folder, o.names)
	if err != nil {
		return err
	}
	if o.before != "" {
		return o.measureBefore(ctx, all, out)
	}
	return o.huntAll(ctx, all, out)
}

// huntAll plants one bug after the other in a copy of the tree.
func (o options) huntAll(ctx context.Context, all []mutant, out io.Writer) error {
	copied, err := copyTree(o.root)
	if err != nil {
		return err
	}
	defer copied.remove()
	total := &tally{}
	for _, m := range all {
		begun := time.Now()
		findings, err := copied.with(m, func() ([]finding, error) { return o.hunt(ctx, m, copied.folder) })
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		total.add(findings)
		fmt.Fprintln(out, line(m, findings, time.Since(begun)))
	}
	fmt.Fprintln(out, total)
	if total.found < total.all {
		return errSurvived
	}
	return nil
}
