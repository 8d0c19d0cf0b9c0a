package fleet

import (
	"time"

	"github.com/fanlight/fanlight/pkg/pipeline/worker"
)

// Setup describes a measurement.
type Setup struct {
	Model        Model
	Queries      int // of each report
	Reports      int // that are due at the same minute
	Destinations int // of each report
	Editions     int // one after the other, a day apart
	Worker       worker.Settings
	Janitor      bool   // sweeps, as deployed
	Limits       Limits // of the bound
	Log          bool   // counts what the functions write to their logs
	Seed         uint64
}

// New returns the set-up of one edition of one report with one destination, with
// workers as they are deployed by default.
func New(queries int, seed uint64) Setup {
	return Setup{Model: Assumed(), Queries: queries, Reports: 1, Destinations: 1, Editions: 1, Seed: seed}.WithDefault()
}

// limits returns the limits of a driver that may hold so many queries and make so
// many calls a second.
func (m Model) limits(slots int, rate float64) Limits {
	return Limits{Starts: rate, Reads: rate, Burst: m.Quotas.StartPerSecond, Slots: slots, Latency: m.Insights}
}

// WithWhole returns the set-up with workers that share all 100 slots and 10 calls a
// second of the account. Limit leaves no slot to others.
func (s Setup) WithWhole() Setup {
	slots := s.Model.Quotas.Concurrent
	s.Worker = worker.Settings{Concurrency: slots, Limit: slots + 10, StartRate: 10, ReadRate: 10}
	s.Limits = s.Model.limits(slots, float64(s.Model.Quotas.StartPerSecond))
	return s
}

// WithDefault returns the set-up with workers as they are deployed by default, over
// the bound of their 25 slots and 8 calls a second.
func (s Setup) WithDefault() Setup {
	s.Worker = worker.Settings{}
	s.Limits = s.Model.limits(25, 8)
	return s
}

// deadline is that of the reports: the widest ones take longer than a report's
// default.
const deadline = 12 * time.Hour

// firstDue is when the first edition is due.
var firstDue = time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
