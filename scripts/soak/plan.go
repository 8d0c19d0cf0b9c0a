package main

import (
	"flag"
	"fmt"
	"time"
)

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

// whole is the plan of a soak of ten minutes or longer.
var whole = plan{load: 10 * time.Minute, rate: 200, due: 500, wide: 10_000, kills: 40 * time.Second, fills: time.Minute}

// parse reads the arguments. Each mistake is one error. What they do not say of a shorter soak
// is as much smaller.
func parse(args []string, seed uint64) (plan, error) {
	p := whole
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	flags.DurationVar(&p.load, "time", p.load, "how long to load the stack; it then has time to end what is open")
	flags.IntVar(&p.rate, "rate", p.rate, "runs that are started in a minute")
	flags.IntVar(&p.due, "due", p.due, "reports that are due in the same minute; fewer for a shorter time")
	flags.IntVar(&p.wide, "queries", p.wide, "queries of the widest run; fewer for a shorter time; 0: no such run")
	flags.DurationVar(&p.kills, "kills", p.kills, "mean time between two kills, a quarter of a shorter time at most; 0: none")
	flags.DurationVar(&p.fills, "fills", p.fills, "mean time between two full disks, a third of a shorter time at most; 0: none")
	flags.Uint64Var(&p.seed, "seed", seed, "seed of the troubles")
	if err := flags.Parse(args); err != nil {
		return p, err
	}
	if flags.NArg() > 0 {
		return p, fmt.Errorf("invalid argument %q: want flags, such as -rate 50", flags.Arg(0))
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	return p.shortened(given), p.check()
}

// shortened returns the plan of a shorter soak: what was not given is as much smaller.
func (p plan) shortened(given map[string]bool) plan {
	if p.load >= whole.load {
		return p
	}
	part := p.load.Seconds() / whole.load.Seconds()
	if !given["due"] {
		p.due = int(float64(whole.due) * part)
	}
	if !given["queries"] {
		p.wide = int(float64(whole.wide) * part)
	}
	if !given["kills"] {
		p.kills = min(whole.kills, p.load/4)
	}
	if !given["fills"] {
		p.fills = min(whole.fills, p.load/3)
	}
	return p
}

func (p plan) check() error {
	switch {
	case p.load < time.Second:
		return fmt.Errorf("invalid -time %s: want a second or more, such as 10m", p.load)
	case p.rate < 1:
		return fmt.Errorf("invalid -rate %d: want 1 or more", p.rate)
	case p.due < 0 || p.wide < 0:
		return fmt.Errorf("invalid -due %d or -queries %d: want 0 or more", p.due, p.wide)
	case p.kills < 0 || p.fills < 0:
		return fmt.Errorf("invalid -kills %s or -fills %s: want 0 or more", p.kills, p.fills)
	}
	return nil
}
