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
	if s.older {
		s.set.likeLayout0()
	}
	s.newerRun = !s.older && s.oneIn(10, NewerRun)
	s.favour()
	s.deploy(s.set.queries)
	s.lastEdition()
	s.redeploy()
	s.schedule()
	s.crowd()
	s.inAddition()
	s.fillSelection()
	s.operators()
	s.schedules()
	s.add(&eventSource{s: s, url: s.Names.QueryQueue, batch: s.set.batch, begin: s.work})
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
	s.DynamoDB.Hooks.Stale = s.stale
	s.DynamoDB.Hooks.PageItems = s.pageItems
	s.DynamoDB.Hooks.Unprocessed = func(string, ddbtypes.WriteRequest) bool { return s.faults.pick(Unprocessed) != NoFault }
}

// maxStale is how old what a read shows may be: usually less than a second
// (docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html).
const maxStale = 10 * time.Second

// stale draws how old what a read shows is that need not be consistent.
func (s *simulation) stale() time.Duration {
	if s.faults.pick(StaleRead) == NoFault {
		return 0
	}
	return s.upTo(maxStale)
}

// pageItems draws how many items a page has: a page may end before 1 MB, and only
// LastEvaluatedKey says whether there is more
// (docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html).
func (s *simulation) pageItems() int {
	if s.faults.pick(SmallPage) == NoFault {
		return 0
	}
	return 1 + s.rng.IntN(3)
}

func (s *simulation) hookSQS() {
	s.SQS.Hooks.Pick = func(_ string, visible int) int {
		if s.faults.pick(ShortReceive) != NoFault {
			return -1
		}
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
	s.SQS.Hooks.Older = s.obeysOlder
}

// obeysOlder draws whether a call works whose receipt is of an earlier delivery. AWS
// promises neither: "the message might not be deleted"
// (docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html).
func (s *simulation) obeysOlder(string) bool {
	if s.rng.IntN(2) == 0 {
		s.count(OlderReceiptIdle)
		return false
	}
	s.count(OlderReceipt)
	return true
}

// maxScan is how many bytes a query may scan.
const maxScan = 100_000

const ownerName = "owner"

var destinations = []string{"to-0", "to-1", "to-2", "to-3", "to-4", "to-5", "to-6", "to-7", "to-8"}

// deploy writes the report's definition as the deployment does. Runs that exist
// keep the one that they were created with.
func (s *simulation) deploy(queries int) {
	r := InParts(s.definition(queries), s.set.parts)
	s.show(&r)
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
	r.SendWhen, r.AtLeast, r.Tolerate, r.OnPartial = s.set.sendWhen, report.Duration(s.set.atLeast), s.set.tolerate, s.set.onPartial
	r.Budget = float64(s.set.budget) * price.ScannedByte
	r.Deadline, r.Compare = report.Duration(s.set.deadline), s.set.compare
	s.describeQueries(r.Queries)
	if n := len(r.Sections); n > 0 {
		r.Sections[n-1].SendWhen = s.set.sectionWhen
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

// selecting begins the text of a query that selects its log groups: those of its text
// only, up to 50 (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html).
const selecting = "SOURCE logGroups(namePrefix: ['/team']) | "

// describeQueries gives each query its text, its log groups and its bounds. The last of
// several may select its log groups, and so may the one before it, with the same selection.
func (s *simulation) describeQueries(queries []report.Query) {
	for i := range queries {
		q := &queries[i]
		q.Text = fmt.Sprintf("filter (is_group=%d) | stats count(*) as calls", i) // each another work (rule R6)
		q.MaxBytes = s.set.maxBytes
		if s.set.bounded {
			q.MaxScan = maxScan
		}
		if i > 0 {
			q.LogGroups = []string{infrequent}
		}
		if last := len(queries) - 1; i > 0 && s.set.source && (i == last || i == last-1 && s.set.twins) {
			q.LogGroups, q.Text = nil, selecting+q.Text
		}
	}
}

// show adds a section over the first query that a chat gets as a file, or as a picture.
func (s *simulation) show(r *report.Report) {
	if s.set.show == "" || len(r.Queries) == 0 {
		return
	}
	if s.set.show == report.ShowLine {
		r.Queries[0].Shape = &report.Shape{Columns: []string{hourly, "calls"}, Time: hourly, Bin: "1h", Sums: []string{"calls"}}
	}
	r.Sections = append(r.Sections, report.Section{Title: "all", Query: r.Queries[0].ID, Show: s.set.show})
}

// hourly is the column of the hours of a query whose rows a line shows.
const hourly = "bin(1h)"

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
