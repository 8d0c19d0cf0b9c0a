// Fuzz goes through the module's fuzz targets and keeps a list of those that are done: their
// time, their executions, and the content that they were run on. A target that the list has
// for the content of its package and of all that it imports is skipped, so that an
// interrupted run goes on where it ended. Its last line sums up; it exits with 1 if there
// are findings.
//
//	go run ./scripts/fuzz -time 5m            # every target for five minutes
//	go run ./scripts/fuzz -time 5m -jobs 2    # two at once, each with half of the processors
//	go run ./scripts/fuzz -time 5m -more      # five minutes more, also for those that are done
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(status(run(ctx, os.Args[1:], os.Stdout)))
}

// errFindings is returned for a run that found failing inputs.
var errFindings = errors.New("there are findings")

// status prints an error and returns the exit status: 1 for findings, 2 for all else.
func status(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFindings):
		return 1
	}
	fmt.Fprintln(os.Stderr, "fuzz:", err)
	return 2
}

// run carries out a command line in the module that the process is in.
func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	s, err := newSession(ctx, o, out)
	if err != nil {
		return err
	}
	ran := s.run(ctx)
	if err := s.conclude(); ran == nil {
		return err
	}
	return ran // the last line has the findings until then
}
