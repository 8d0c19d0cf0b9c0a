package sim

import (
	"context"
	"fmt"
	"time"

	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/report"
)

// setUp deploys the report and everything that happens by itself.
func (s *simulation) setUp() {
	s.hookDynamoDB()
	s.hookSQS()
	s.Logs.Script(s.record.scripted(s.script))
	s.older = s.oneIn(10, OlderRun)
	s.newerRun = !s.older && s.oneIn(10, NewerRun)
	s.deploy(s.set.queries)
	s.lastEdition()
	s.redeploy()
	s.schedule()
	s.crowd()
	s.operators()
	s.schedules()
	s.add(&eventSource{s: s, url: s.Names.QueryQueue, batch: 10, begin: s.work})
	s.add(&eventSource{s: s, url: s.Names.ReportQueue, batch: 1, begin: s.report})
	if !s.options.noSweep {
		s.every(30*time.Second, s.set.sweepEvery, s.sweep)
	}
}

func (s *simulation) hookDynamoDB() {
	s.DynamoDB.Hooks.IndexLag = func() int {
		if s.faults.pick(StaleIndex) != NoFault {
			return 1 + s.rng.IntN(3)
		}
		return 0
	}
	s.DynamoDB.Hooks.Unprocessed = func(string, ddbtypes.WriteRequest) bool { return s.faults.pick(Unprocessed) != NoFault }
}

func (s *simulation) hookSQS() {
	s.SQS.Hooks.Pick = func(_ string, visible int) int {
		if visible > 1 && (s.options.shuffled || s.faults.pick(Reordered) != NoFault) {
			return s.rng.IntN(visible)
		}
		return 0
	}
	s.SQS.Hooks.Repeat = func(_ string, gone int) int {
		if gone > 0 && s.faults.pick(DuplicateDelivery) != NoFault {
			return s.rng.IntN(gone)
		}
		return -1
	}
}

// maxScan is how many bytes a query may scan.
const maxScan = 100_000

const ownerName = "owner"

var destinations = []string{"to-0", "to-1"}

// deploy writes the report's definition as the deployment does. Runs that exist
// keep the one that they were created with.
func (s *simulation) deploy(queries int) {
	r := InParts(s.definition(queries), s.set.parts)
	first := s.deployed.Name == ""
	s.deployed = r
	if first && s.older {
		s.deployLayout0(r)
		return
	}
	must(r, s.put(r))
}

// definition returns the report with the seed's settings.
func (s *simulation) definition(queries int) report.Report {
	r := Report(queries, destinations[:s.set.destinations]...)
	r.Deliver[0] = Chat(destinations[0])
	r.Schedule = must(report.ParseSchedule("at("+s.due().Format("2006-01-02T15:04:05")+")", "UTC"))
	r.SendWhen, r.Tolerate, r.OnPartial = s.set.sendWhen, s.set.tolerate, s.set.onPartial
	r.Budget = float64(s.set.budget) * price.ScannedByte
	r.Deadline, r.Compare = report.Duration(s.set.deadline), report.ComparePrevious
	for i := range r.Queries {
		r.Queries[i].Text = fmt.Sprintf("filter (is_group=%d) | stats count(*) as calls", i) // each another work (rule R6)
		r.Queries[i].MaxBytes = s.set.maxBytes
		if s.set.bounded {
			r.Queries[i].MaxScan = maxScan
		}
		if i > 0 {
			r.Queries[i].LogGroups = []string{infrequent}
		}
	}
	for i := range r.Deliver {
		r.Deliver[i].OnUnknown = s.set.onUnknown
	}
	if s.set.owner {
		owner := Destination(ownerName)
		r.Owner = &owner
	}
	return r
}

// due returns when the report is due: in Due's minute.
func (s *simulation) due() time.Time { return Due.Add(s.set.seconds) }

// lastEdition records times of an earlier edition, for half of the seeds, and others
// while the run may be created: its sending order is that of one of them.
func (s *simulation) lastEdition() {
	if s.rng.IntN(2) == 0 {
		return
	}
	s.recordTimes()
	s.after(Due.Sub(s.Clock.now)+s.upTo(10*time.Second), s.recordTimes)
}

func (s *simulation) recordTimes() {
	classes := make([]byte, len(s.deployed.Queries))
	for i := range classes {
		classes[i] = byte(1 + s.rng.IntN(4))
	}
	run := fanlight.Run{ID: RunID, Digest: must(s.deployed.Pack()).Digest, Deadline: s.Clock.now}
	must(run, s.Ledger().PutTimes(context.Background(), run, classes))
}

// redeploy changes the definition at some time, for some seeds.
func (s *simulation) redeploy() {
	if s.oneIn(8, Redeployed) {
		queries := s.set.queries + 1 - s.rng.IntN(min(s.set.queries, 1)+1)*2
		s.after(s.upTo(s.set.faultsUntil.Sub(s.Clock.now)), func() { s.deploy(queries) })
	}
}
