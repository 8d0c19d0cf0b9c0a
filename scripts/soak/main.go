// Soak loads `fanlight local --data` with runs, kills it, fills its disk, and judges from outside
// whether anything was lost, counted twice or grew.
//
//	go run ./scripts/soak -time 10m
//
// It builds the command-line program and starts it with generated reports and logs, whose
// destinations are a receiver of its own. Full disks need Linux and root, to mount a small tmpfs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p := plan{}
	flag.DurationVar(&p.load, "time", 10*time.Minute, "how long to load the stack; it then has time to end what is open")
	flag.IntVar(&p.rate, "rate", 200, "runs that are started in a minute")
	flag.IntVar(&p.due, "due", 500, "reports that are due in the same minute")
	flag.IntVar(&p.wide, "queries", 10_000, "queries of the widest run")
	flag.DurationVar(&p.kills, "kills", 40*time.Second, "mean time between two kills; 0: none")
	flag.DurationVar(&p.fills, "fills", time.Minute, "mean time between two full disks; 0: none")
	flag.Uint64Var(&p.seed, "seed", uint64(time.Now().UnixNano()), "seed of the troubles")
	flag.Parse()
	if err := soak(ctx, p); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// plan says what a soak does.
type plan struct {
	load  time.Duration
	rate  int
	due   int
	wide  int
	kills time.Duration
	fills time.Duration
	seed  uint64
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
