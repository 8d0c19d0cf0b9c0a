package sim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sdksqs "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// Deployment is Fanlight deployed on the cores of the embedded stand-in, under
// a virtual clock. Both modes of the simulator have one. It is not safe for
// concurrent use.
type Deployment struct {
	Clock    *Clock
	DynamoDB *dynamodb.Core
	SQS      *sqs.Core
	Logs     *logs.Core
	Names    stack.Names

	seed     uint64
	rng      *rand.Rand
	trace    trace
	observer observer
	faults   faultSource
	bug      plantedBug    // nil: none
	deliver  sendFunc      // the providers of all destinations
	patience time.Duration // how long a slow call takes at most

	processes    int // that ever began
	calls        int // through the seam
	queueChanges int // calls that may have changed a queue
}

// observer watches what all processes do.
type observer interface {
	// called runs before a call, called once if its client sends it again.
	called(p *Process, c Call)
	// effected runs after each effect of a call; out is the service's output.
	effected(p *Process, c Call, out any)
	// answered runs when the process gets the answer, unless a fault took it.
	answered(p *Process, c Call, out any, err error)
	// emitted runs when a process emits an event.
	emitted(p *Process, e fanlight.Event)
}

// faultSource decides which fault of some kinds happens now.
type faultSource interface {
	// pick returns NoFault if none happens.
	pick(kinds ...Fault) Fault
}

type sendFunc func(d report.Destination, m fanlight.Message, again bool) (receipt string, err error)

// Queues that a deployment has: their visibilities are those of production,
// above the timeouts of the functions that they feed.
const (
	QueryVisibility  = 16 * time.Minute
	ReportVisibility = 3 * time.Minute
)

// MaxReceives is how often a query message is received before it becomes a dead
// letter. Some seeds have fewer.
const MaxReceives = 20

// newDeployment creates the resources; no report is deployed. A query message
// becomes a dead letter after maxReceives receives.
func newDeployment(seed uint64, rng *rand.Rand, start time.Time, maxReceives int, quotas logs.Quotas) (*Deployment, error) {
	d := &Deployment{Clock: &Clock{now: start}, seed: seed, rng: rng}
	d.DynamoDB, d.SQS, d.Logs = dynamodb.New(d.Clock.Now), sqs.New(d.Clock.Now), logs.New(d.Clock.Now, quotas)
	d.Logs.AttachCatchAll(noEvents{})
	var err error
	if d.Names, err = CreateResources(context.Background(), d.DynamoDB, d.SQS, maxReceives); err != nil {
		return nil, err
	}
	_, err = d.DynamoDB.UpdateTimeToLive(context.Background(), &ddb.UpdateTimeToLiveInput{
		TableName: &d.Names.Table,
		TimeToLiveSpecification: &types.TimeToLiveSpecification{
			AttributeName: aws.String(ledger.ExpiryField), Enabled: aws.Bool(true),
		},
	})
	return d, err
}

// Ledger returns the table without a process: no call of it is struck.
func (d *Deployment) Ledger() *ledger.Ledger {
	return ledger.New(d.DynamoDB, d.Names.Table, d.Clock, d.Names.Retention)
}

// put writes a report's definition as the deployment does.
func (d *Deployment) put(r report.Report) error {
	return d.Ledger().PutDefinition(context.Background(), ledger.Definition{Report: r, Hash: r.Hash()})
}

// note records what happened.
func (d *Deployment) note(who, what, detail string) { d.trace.add(d.Clock.now, who, what, detail) }

// Tables creates tables. An SDK client does so, and a core of the stand-in.
type Tables interface {
	CreateTable(context.Context, *ddb.CreateTableInput, ...func(*ddb.Options)) (*ddb.CreateTableOutput, error)
}

// Queues creates queues. An SDK client does so, and a core of the stand-in.
type Queues interface {
	CreateQueue(context.Context, *sdksqs.CreateQueueInput, ...func(*sdksqs.Options)) (*sdksqs.CreateQueueOutput, error)
}

// CreateResources creates the table and the queues of a deployment, and returns
// their names. After maxReceives receives a query message becomes a dead letter.
func CreateResources(ctx context.Context, tables Tables, queues Queues, maxReceives int) (names stack.Names, err error) {
	names.Table = "fanlight"
	if _, err := tables.CreateTable(ctx, ledger.Table(names.Table)); err != nil {
		return names, fmt.Errorf("create table: %w", err)
	}
	redrive := fmt.Sprintf(`{"deadLetterTargetArn":"arn:aws:sqs:%s:%s:query-dead","maxReceiveCount":%d}`, sqs.Region, sqs.Account, maxReceives)
	for _, q := range []struct {
		url        *string
		name       string
		attributes map[string]string
	}{
		{&names.QueryDead, "query-dead", map[string]string{"MessageRetentionPeriod": inSeconds(14 * 24 * time.Hour)}},
		{&names.QueryQueue, "query", map[string]string{"VisibilityTimeout": inSeconds(QueryVisibility), "RedrivePolicy": redrive}},
		{&names.ReportQueue, "report", map[string]string{"VisibilityTimeout": inSeconds(ReportVisibility)}},
	} {
		out, err := queues.CreateQueue(ctx, &sdksqs.CreateQueueInput{QueueName: &q.name, Attributes: q.attributes})
		if err != nil {
			return names, fmt.Errorf("create queue %s: %w", q.name, err)
		}
		*q.url = *out.QueueUrl
	}
	return names, nil
}

func inSeconds(d time.Duration) string { return strconv.Itoa(int(d.Seconds())) }
