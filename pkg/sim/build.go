package sim

import (
	"context"
	"fmt"
	"strconv"
	"time"

	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sdksqs "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/report"
)

const (
	tableName  = "fanlight"
	reportName = "bot-usage"
	logGroup   = "/aws/lambda/bot"
	baseURL    = "http://127.0.0.1/" + sqs.Account + "/"
	queryURL   = baseURL + "query"
	reportURL  = baseURL + "report"
	letterURL  = baseURL + "query-dead"
)

// due is when the report is scheduled.
var due = birth.Add(2 * time.Minute)

// build deploys the report and everything that happens by itself.
func (w *world) build() {
	w.buildDynamoDB()
	w.buildSQS()
	w.logs = logs.New(w.clock, logs.Quotas{Concurrent: w.set.concurrency})
	w.logs.AttachCatchAll(nothing{})
	w.logs.Script(w.script)
	w.deploy(w.set.queries)
	w.redeploy()
	w.schedule()
	w.operators()
	w.add(&source{w: w, url: queryURL, batch: 10, begin: w.work})
	w.add(&source{w: w, url: reportURL, batch: 1, begin: w.publish})
	if !w.options.noSweep {
		w.every(30*time.Second, w.set.janitor, w.sweep)
	}
}

func (w *world) clock() time.Time { return w.now }

// must is for what cannot fail: the set-up, and calls that the world itself makes.
func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Errorf("simulate: %w", err))
	}
	return v
}

func (w *world) buildDynamoDB() {
	w.dynamodb = dynamodb.New(w.clock)
	must(w.dynamodb.CreateTable(context.Background(), ledger.Table(tableName)))
	w.dynamodb.Hooks.IndexLag = func() int {
		if w.faults.strikes(w.now, StaleIndex) {
			return 1 + w.rng.IntN(3)
		}
		return 0
	}
	w.dynamodb.Hooks.Unprocessed = func(string, ddbtypes.WriteRequest) bool { return w.faults.strikes(w.now, Unprocessed) }
}

// queueVisibility is that of the query queue: a worker's timeout, after which a crashed invocation's
// messages come back that it had not yet shortened (rule W1).
const queueVisibility = workerTimeout + time.Minute

func (w *world) buildSQS() {
	w.sqs = sqs.New(w.clock)
	w.createQueue("query-dead", map[string]string{"MessageRetentionPeriod": "1209600"})
	w.createQueue("query", map[string]string{
		"VisibilityTimeout": strconv.Itoa(int(queueVisibility.Seconds())),
		"RedrivePolicy": fmt.Sprintf(`{"deadLetterTargetArn":"arn:aws:sqs:%s:%s:query-dead","maxReceiveCount":%d}`,
			sqs.Region, sqs.Account, w.set.receives),
	})
	w.createQueue("report", map[string]string{"VisibilityTimeout": strconv.Itoa(int((reporterTimeout + time.Minute).Seconds()))})
	w.sqs.Hooks.Pick = func(_ string, visible int) int {
		if visible > 1 && w.faults.strikes(w.now, Reordered) {
			return w.rng.IntN(visible)
		}
		return 0
	}
	w.sqs.Hooks.Repeat = func(queue string, gone int) int {
		if queue != "query-dead" && gone > 0 && w.faults.strikes(w.now, DuplicateDelivery) {
			return w.rng.IntN(gone)
		}
		return -1
	}
}

func (w *world) createQueue(name string, attributes map[string]string) {
	must(w.sqs.CreateQueue(context.Background(), &sdksqs.CreateQueueInput{QueueName: &name, Attributes: attributes}))
}

// deploy writes the report's definition as the deployment does. Runs that exist keep the one that they
// were made with.
func (w *world) deploy(queries int) {
	r := report.Report{
		Name: reportName, Title: "Bot usage", Timezone: "UTC", Window: report.Window{Length: report.Duration(report.Day24)},
		Schedule: must(report.ParseSchedule("at("+due.Format("2006-01-02T15:04:05")+")", "UTC")),
		Deadline: report.Duration(w.set.deadline), MaxRows: 100, LogGroups: []string{logGroup},
		Queries: []report.Query{}, Sections: []report.Section{},
	}
	for i := range queries {
		r.Queries = append(r.Queries, report.Query{
			ID: "q" + strconv.Itoa(i), Text: queryText, LogGroups: []string{logGroup}, MaxRows: 100, MaxScan: maxScan,
		})
		r.Sections = append(r.Sections, report.Section{
			Title: "Query " + strconv.Itoa(i), Query: "q" + strconv.Itoa(i), Show: report.ShowNumber, Value: "calls",
		})
	}
	for n := range w.set.destinations {
		r.Deliver = append(r.Deliver, report.Destination{
			Name: "to-" + strconv.Itoa(n), Kind: report.KindStdout, OnUnknown: w.set.onUnknown,
		})
	}
	if w.set.owner {
		r.Owner = &report.Destination{Name: ownerName, Kind: report.KindStdout, OnUnknown: report.Resend}
	}
	deployed := ledger.New(w.dynamodb, tableName, nil, 0)
	if err := deployed.PutDefinition(context.Background(), ledger.Definition{Report: r, Hash: r.Hash()}); err != nil {
		panic(fmt.Errorf("simulate: %w", err))
	}
}

const ownerName = "owner"

// redeploy changes the definition at some time, in some worlds.
func (w *world) redeploy() {
	if w.oneIn(8, Redeployed) {
		queries := w.set.queries + 1 - w.rng.IntN(min(w.set.queries, 1)+1)*2
		w.after(w.upTo(w.set.calmFrom.Sub(w.now)), func() { w.deploy(queries) })
	}
}
