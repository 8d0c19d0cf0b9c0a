// Soak loads `fanlight local --data` with runs, kills it, fills its disk, and judges from outside
// whether anything was lost, counted twice or grew.
//
//	go run ./scripts/soak -time 10m
//	go run ./scripts/soak -time 30s    # a shorter one, with as much less of everything
//
// It builds the command-line program and starts it with generated reports and logs, whose
// destinations are a receiver of its own. Full disks need Linux and root, to mount a small tmpfs.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p, err := parse(os.Args[1:], uint64(time.Now().UnixNano()))
	if err == nil {
		err = soak(ctx, p)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// drain is how long what is open may take to end after the load: the lease of a reporter that
// was killed, a janitor's interval, and the pauses between the tries of a delivery.
const drain = 12 * time.Minute

// soak carries out a plan and prints what came of it. It returns an error if anything was lost or grew.
func soak(ctx context.Context, p plan) (err error) {
	s, err := setUp(ctx, p)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, s.tearDown()); err == nil {
			err = os.RemoveAll(s.folder)
		}
	}()
	fmt.Printf("soak: seed %d, %v of load; the terminal of the stack is in %s\n", p.seed, p.load, s.program.output)
	loaded, end := context.WithTimeout(ctx, p.load)
	defer end()
	s.run(loaded)
	if err := ctx.Err(); err != nil {
		return err
	}
	left, err := s.settle(ctx)
	if err != nil {
		return err
	}
	verdict := s.judge(ctx, left)
	fmt.Println(verdict.line)
	return errors.Join(verdict.problems...)
}
