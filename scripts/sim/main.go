// Sim runs the parts of the simulator over all processors and says what they found: seeds,
// and what other parts there are. It prints how far it is, and each violation in one line of
// JSON. Its last line sums up; it exits with 1 if there are violations.
//
//	go run ./scripts/sim                                  # all parts
//	go run ./scripts/sim -parts seeds -seeds 5000         # of these, some
//	go run ./scripts/sim -parts seeds -for 2m             # as many as fit into two minutes
//	go run ./scripts/sim -seed 4711                       # one, with its trace
//	go run ./scripts/sim -portion 250000 -record FILE     # the next ones that FILE does not list
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
)

func main() {
	debug.SetGCPercent(800) // simulations are small and many
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(status(run(ctx, os.Args[1:], os.Stdout, os.Stderr)))
}

// errViolations is returned for a run that found violations.
var errViolations = errors.New("there are violations")

// status prints an error and returns the exit status: 1 for violations, 2 for all else.
func status(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errViolations):
		return 1
	}
	fmt.Fprintln(os.Stderr, "sim:", err)
	return 2
}

// run carries out a command line. Results go to out, progress to live.
func run(ctx context.Context, args []string, out, live io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	if o.seed > 0 {
		return replay(o, out)
	}
	s := newSession(o, out, live)
	if err := s.run(ctx); err != nil {
		return err
	}
	return s.conclude()
}
