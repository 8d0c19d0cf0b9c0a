// Package doctor checks a deployed stack by calls that change nothing, and answers
// questions about AWS that its documents leave open. Probes answer the questions that need
// more than that.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// The states of a check.
const (
	OK      = "ok"
	Failed  = "failed"
	Warned  = "warned"
	Skipped = "skipped" // the endpoint does not answer it
)

// Check says what a check found.
type Check struct {
	Name    string  `json:"name"`
	State   string  `json:"state"`
	Finding string  `json:"finding"` // on several lines if there are several
	Remedy  string  `json:"remedy,omitempty"`
	Cost    float64 `json:"cost_usd"`
}

// ErrNoStack is the error of Open for a stack of which neither the table nor a function
// is there.
var ErrNoStack = errors.New("no such stack")

// Doctor checks one stack.
type Doctor struct {
	name  string
	cfg   aws.Config
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	clock *clock

	tables    *dynamodb.Client
	queues    *sqs.Client
	logs      *cloudwatchlogs.Client
	functions *lambda.Client
	schedules *scheduler.Client
	quotas    *servicequotas.Client
	ledger    *ledger.Ledger

	table      *dynamodbtypes.TableDescription // nil: there is none, or it is unread
	unread     *Check                          // why the table is not known
	deployed   []ledger.Deployed
	reports    []report.Report // those of deployed that can be read
	configured map[stack.Function]*lambda.GetFunctionConfigurationOutput
	groups     map[string]group // log groups that reports name
	matched    int              // patterns and tags of reports that match a log group
	denied     []string         // actions that this user may not do
	asked      *answer          // of the reporter; nil: it was not asked yet
}

// New returns the doctor of a stack, with the configuration and the clock of a user.
func New(cfg aws.Config, name string, now func() time.Time) *Doctor {
	c := &clock{base: cfg.HTTPClient, now: now}
	cfg.HTTPClient = c
	d := &Doctor{
		name: name, cfg: cfg, now: now, sleep: stack.Clock{}.Sleep, clock: c,
		tables: dynamodb.NewFromConfig(cfg), queues: sqs.NewFromConfig(cfg), logs: cloudwatchlogs.NewFromConfig(cfg),
		functions: lambda.NewFromConfig(cfg), schedules: scheduler.NewFromConfig(cfg), quotas: servicequotas.NewFromConfig(cfg),
		configured: map[stack.Function]*lambda.GetFunctionConfigurationOutput{}, groups: map[string]group{},
	}
	d.ledger = ledger.New(d.tables, name, stack.Clock{}, 0)
	return d
}

// Open finds the stack, and returns the account that it is in. The error is ErrNoStack, or
// that of an endpoint which cannot be reached or takes no credentials.
func (d *Doctor) Open(ctx context.Context) (account string, err error) {
	out, err := d.tables.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &d.name})
	var missing *dynamodbtypes.ResourceNotFoundException
	switch {
	case err == nil:
		d.table = out.Table
		return d.account(), nil
	case errors.As(err, &missing) && !d.hasFunction(ctx):
		return "", ErrNoStack
	case errors.As(err, &missing):
		return "", nil
	case isDenied(err), isUnknown(err):
		unread := d.unanswered("table", err)
		d.unread = &unread
		return "", nil
	}
	return "", d.clock.explain(err)
}

// arn returns the parts of an ARN of the stack: arn, partition, service, Region, account.
// They are empty where the table is not known.
func (d *Doctor) arn() []string {
	arn := ""
	if d.table != nil {
		arn = aws.ToString(d.table.TableArn)
	}
	return append(strings.Split(arn, ":"), "", "", "", "", "")
}

func (d *Doctor) account() string { return d.arn()[4] }

// arnOf returns the ARN of a resource of a service in the stack's account and Region.
func (d *Doctor) arnOf(service, name string) string {
	parts := d.arn()
	return strings.Join([]string{"arn", parts[1], service, d.cfg.Region, parts[4], name}, ":")
}

// step is a check, which may have several findings.
type step struct {
	name string
	run  func(context.Context) []Check
}

// steps are the checks, in the order in which they are made: some need what earlier ones
// read. Permissions and clock come from the answers to all others.
func (d *Doctor) steps() []step {
	return []step{
		{"functions", d.checkFunctions}, {"settings", d.checkSettings}, {"table", d.checkTable}, {"expiry", d.checkExpiry},
		{"queues", d.checkQueues}, {"event source", d.checkMappings}, {"reports", d.checkReports}, {"log groups", d.checkGroups},
		{"worker role", d.checkWorker}, {"insights", d.checkInsights}, {"destinations", d.checkDestinations},
		{"subscription", d.checkSubscriptions}, {"quota", d.checkQuotas}, {"schedule", d.checkSchedules},
		{"permissions", d.checkPermissions}, {"clock", d.checkClock},
	}
}

// Run makes the checks one after the other, and passes what each finds to found. Before
// each it passes its name to begin. The error is that of found, or that of ctx.
func (d *Doctor) Run(ctx context.Context, begin func(name string), found func(Check) error) error {
	for _, s := range d.steps() {
		begin(s.name)
		checks := s.run(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, c := range checks {
			if err := found(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// LongestName is the length of the longest name of a check.
const LongestName = len("mail identity")

func ok(name, format string, args ...any) Check {
	return Check{Name: name, State: OK, Finding: fmt.Sprintf(format, args...)}
}

func failed(name, remedy, format string, args ...any) Check {
	return Check{Name: name, State: Failed, Finding: fmt.Sprintf(format, args...), Remedy: remedy}
}

func warned(name, remedy, format string, args ...any) Check {
	return Check{Name: name, State: Warned, Finding: fmt.Sprintf(format, args...), Remedy: remedy}
}

func skipped(name, format string, args ...any) Check {
	return Check{Name: name, State: Skipped, Finding: "not answered: " + fmt.Sprintf(format, args...)}
}

// or returns the problems, equal ones that follow each other once, or what is right if
// there are none.
func or(problems []Check, right Check) []Check {
	if len(problems) > 0 {
		return slices.Compact(problems)
	}
	return []Check{right}
}

// priced adds dollars to the first of the checks.
func priced(checks []Check, dollars float64) []Check {
	checks = slices.Clone(checks)
	checks[0].Cost += dollars
	return checks
}
