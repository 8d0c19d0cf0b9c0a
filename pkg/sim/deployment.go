package sim

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

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
	Log      slog.Handler // of all processes; nil: their records are dropped

	seed     uint64
	rng      *rand.Rand
	trace    trace
	observer observer
	record   *chronicler // nil: nobody asked for the history
	faults   faultSource
	bug      plantedBug    // nil: none
	chunk    int           // bytes of the ledger's chunks; 0: its default
	deliver  sendFunc      // the providers of all destinations
	patience time.Duration // how long a slow call takes at most
	receives int           // of a message before it is a dead letter

	processes    int            // that ever began
	numbers      map[string]int // of processes, by actor, if their order must not matter; nil: one for all
	calls        int            // through the seam
	queueChanges int            // calls that may have changed a queue
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

type sendFunc func(d report.Destination, m fanlight.Message) (receipt string, err error)

// stackName is the name of the simulated stack.
const stackName = "fanlight"

// newDeployment creates the resources; no report is deployed. A query message
// becomes a dead letter after maxReceives receives.
func newDeployment(seed uint64, rng *rand.Rand, start time.Time, maxReceives int, quotas logs.Quotas) (*Deployment, error) {
	d := &Deployment{Clock: &Clock{now: start}, seed: seed, rng: rng, receives: maxReceives}
	d.DynamoDB, d.SQS, d.Logs = dynamodb.New(d.Clock.Now), sqs.New(d.Clock.Now), logs.New(d.Clock.Now, quotas)
	d.Logs.AttachCatchAll(noEvents{})
	var err error
	if d.Names, err = stack.Create(context.Background(), stackName, maxReceives, d.DynamoDB, d.SQS); err != nil {
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
	return ledger.New(d.DynamoDB, d.Names.Table, d.Clock, d.Names.Retention).WithChunks(d.chunk)
}

// put writes a report's definition as the deployment does.
func (d *Deployment) put(r report.Report) error {
	d.record.deployed(r)
	return d.Ledger().PutDefinition(context.Background(), ledger.Definition{Report: r, Hash: r.Hash(), Packed: cut(must(r.Pack()), d.chunk/2)})
}

// undeploy deletes a report's definition as the deployment does.
func (d *Deployment) undeploy(name string) {
	d.record.undeployed(name)
	must(d.DynamoDB.DeleteItem(context.Background(), &ddb.DeleteItemInput{TableName: &d.Names.Table, Key: item{
		ledger.PartitionKey: &types.AttributeValueMemberS{Value: "REPORTS"}, ledger.SortKey: &types.AttributeValueMemberS{Value: name},
	}}))
}

// note records what happened.
func (d *Deployment) note(who, what, detail string) { d.trace.add(d.Clock.now, who, what, detail) }
