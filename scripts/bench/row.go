package main

import (
	"fmt"
	"runtime"
	"strconv"
	"sync"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

// row is a set-up with the targets of its figures.
type row struct {
	title   string
	setup   func(seed uint64) fleet.Setup
	seeds   int
	ratio   float64 // target of the makespan over the bound; 0: none
	queries int     // of each report
	reports int
	slots   int  // of all workers
	whole   bool // the account's slots are all the stack's
	designs bool
}

// ratios are the targets of the makespan over the bound, by number of queries.
var ratios = map[int]float64{3: 1.05, 100: 1.05, 1000: 1.20, 10_000: 1.10}

// The row of many small reports that are due at once.
const (
	smallReports = 300
	smallQueries = 3
	smallRatio   = 1.25
)

// wideFrom is the number of queries from which on a row has fewer seeds.
const wideFrom = 2000

// rows returns the rows that the options name.
func (o options) rows() (all []row, err error) {
	widths, reports := []int{3, 100, 1000, 10_000}, true
	if n, err := strconv.Atoi(o.row); err == nil && n > 0 {
		widths, reports = []int{n}, false
	} else if o.row == "reports" {
		widths = nil
	} else if o.row != "all" {
		return nil, fmt.Errorf("invalid row %q: want a number of queries, reports or all", o.row)
	}
	for _, n := range widths {
		all = append(all, o.variants(fmt.Sprintf("%d queries", n), n, 1, ratios[n])...)
	}
	if reports {
		all = append(all, o.variants(fmt.Sprintf("%d reports of %d queries", smallReports, smallQueries), smallQueries, smallReports, smallRatio)...)
	}
	return all, nil
}

// variants returns a row for the whole account and one for the default settings.
func (o options) variants(what string, queries, reports int, ratio float64) []row {
	seeds := o.seeds
	if queries*reports > wideFrom {
		seeds = min(seeds, o.wide)
	}
	setup := func(seed uint64) fleet.Setup {
		s := fleet.New(queries, seed)
		s.Reports, s.Editions, s.Janitor = reports, 2, o.janitor
		return s
	}
	whole := row{
		title: what + ", 100 slots and 10 calls a second", seeds: seeds, ratio: ratio, queries: queries, reports: reports,
		setup: func(seed uint64) fleet.Setup { return setup(seed).WithWhole() },
		slots: 100, whole: true, designs: o.designs && reports == 1,
	}
	byDefault := whole
	byDefault.title, byDefault.slots = what+", by default: 25 slots and 8 calls a second", 25
	byDefault.whole, byDefault.designs = false, false
	byDefault.setup = func(seed uint64) fleet.Setup { return setup(seed).WithDefault() }
	return []row{whole, byDefault}
}

// measure prints a row.
func (r row) measure(p *printer) error {
	editions, err := sample(r.seeds, func(seed uint64) ([]*fleet.Edition, error) { return fleet.Measure(r.setup(seed)) })
	if err != nil {
		return err
	}
	if p.row(r, editions); !r.designs {
		return nil
	}
	for _, d := range []fleet.Design{fleet.Sequential, fleet.PerQuery, fleet.Held, fleet.Durable} {
		few := min(r.seeds, max(1, 3000/r.queries))
		editions, err := sample(few, func(seed uint64) ([]*fleet.Edition, error) {
			e, err := d.Measure(r.setup(seed))
			return []*fleet.Edition{e}, err
		})
		if err != nil {
			return err
		}
		p.design(d, editions)
	}
	return nil
}

// sample measures some seeds, from 1 on, side by side, and returns their editions
// in that order.
func sample(seeds int, measure func(seed uint64) ([]*fleet.Edition, error)) ([][]*fleet.Edition, error) {
	editions, errs := make([][]*fleet.Edition, seeds), make([]error, seeds)
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i := range seeds {
		free <- struct{}{}
		all.Go(func() {
			editions[i], errs[i] = measure(uint64(i + 1))
			<-free
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("seed %d: %w", i+1, err)
		}
	}
	return editions, nil
}
