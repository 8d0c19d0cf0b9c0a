package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

// stopTime is how long a command may take to stop. `fanlight local` gives the
// requests under way 3 s of it.
const stopTime = 5 * time.Second

// untilSignal returns a context that ends with the first SIGINT or SIGTERM; its
// cause is a cli.Stopped. A command that has not stopped 5 s later is ended, and
// a second signal ends the program at once.
func untilSignal(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancelCause(ctx)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		stopped := cli.Stopped{Signal: <-signals}
		signal.Stop(signals)
		time.AfterFunc(stopTime, func() {
			fmt.Fprintf(os.Stderr, "fanlight: %v; the command did not stop within %s\n", stopped, stopTime)
			os.Exit(stopped.Status())
		})
		cancel(stopped)
	}()
	return ctx
}
