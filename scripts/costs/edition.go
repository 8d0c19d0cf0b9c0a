package main

import (
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

// widths are the numbers of queries of the reports that the page shows.
var widths = []int{1, 3, 100, 1000}

// edition has the costs of one edition of a report, in dollars.
type edition struct {
	queries                        int
	machinery, logs, metrics, kept float64
}

func (e edition) total() float64 { return e.machinery + e.logs + e.metrics + e.kept }

func (f facts) editions() (all []edition, err error) {
	for _, queries := range widths {
		setup := fleet.New(queries, 1)
		setup.Log, setup.Editions = true, 2
		measured, err := fleet.Measure(setup)
		if err != nil {
			return nil, err
		}
		all = append(all, f.edition(queries, measured[1].Counts))
	}
	return all, nil
}

// The metric RunEnded is counted by stack and by report, in the hour in which an edition ends.
const seriesOfAnEdition = 2

// keptDays is how long the ledger keeps a run by default.
const keptDays = 90

func (f facts) edition(queries int, c fleet.Counts) edition {
	p := price.List
	return edition{
		queries:   queries,
		machinery: c.Dollars(1, f.memory),
		logs:      float64(c.AllLogged()) / gigabyte * (p.LogGB + p.LogGBMonth),
		metrics:   seriesOfAnEdition * p.MetricMonth / hours,
		// A write unit is up to 1 KB: the ledger keeps less than that.
		kept: c.AllUnits().Write * 1e3 / gigabyte * (p.TableGBMonth + p.BackupGBMonth) * keptDays / 30,
	}
}
