package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// accountRun says in which account a report's queries run, if not over files.
type accountRun struct {
	aws     bool
	account Account
	yes     bool

	queries *accountQueries // of the account, once there is a client
}

func (a *accountRun) addTo(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&a.aws, "aws", false, "run the queries on AWS, which bills the bytes that they scan; the rest runs on this machine")
	flags.BoolVarP(&a.yes, "yes", "y", false, "do not ask before the scan on AWS")
	addAccountFlags(cmd, &a.account)
}

// onlyOverFiles and onlyOnAWS are the flags of a run that have no meaning for the other one.
var (
	onlyOverFiles = append([]string{"logs"}, timeFlags...)
	onlyOnAWS     = []string{"yes", "profile", "region", "endpoint-url"}
)

// check refuses flags that would do nothing.
func (a *accountRun) check(cmd *cobra.Command) error {
	if a.aws {
		for _, name := range onlyOverFiles {
			if cmd.Flags().Changed(name) {
				return usageErrorf("--%s does nothing with --aws: leave it out", name)
			}
		}
		return nil
	}
	for _, name := range onlyOnAWS {
		if cmd.Flags().Changed(name) {
			return usageErrorf("--%s is for a run on AWS: add --aws", name)
		}
	}
	if !cmd.Flags().Changed("logs") {
		return usageErrorf("--logs is missing: name a log file or a folder of them, or read the account's logs with --aws")
	}
	return nil
}

// checkTerminal refuses a run that would have to ask where nobody can answer.
func (a *accountRun) checkTerminal(s *System) error {
	if a.yes || s.Interactive {
		return nil
	}
	return usageErrorf("a run on AWS shows what it would scan and asks first, and there is no terminal to ask on: --yes runs it")
}

// runAWS runs the report over the account's logs.
func (r *runCommand) runAWS(ctx context.Context, definition *report.Report) error {
	if err := r.onAWS.checkTerminal(r.s); err != nil {
		return err
	}
	definition = forAccount(definition)
	window, scheduled, err := r.overWindow(definition)
	if err != nil {
		return err
	}
	if err := prepareFolder(r.folder); err != nil {
		return err
	}
	cfg, err := r.connect(ctx, definition)
	if err != nil {
		return err
	}
	r.onAWS.queries = newAccountQueries(cloudwatchlogs.NewFromConfig(cfg))
	defer context.AfterFunc(ctx, func() { _, _ = r.onAWS.queries.stop(ctx) })() // at once: the rest of the end takes time
	defer func() { r.stopQueries(ctx) }()
	if err := r.confirm(ctx, definition, window); err != nil {
		return err
	}
	done, err := r.execute(ctx, definition, scheduled, nil)
	if err != nil {
		return err
	}
	return r.show(definition, done)
}

// forAccount returns the report as it runs by hand in an account: no other edition of it
// is due meanwhile.
func forAccount(definition *report.Report) *report.Report {
	once := *definition
	once.Paused = true
	return &once
}

// connect connects to the account, and prints on stderr which one it is.
func (r *runCommand) connect(ctx context.Context, definition *report.Report) (aws.Config, error) {
	cfg, err := r.s.connect(ctx, r.onAWS.account)
	if err != nil {
		return cfg, err
	}
	caller, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return cfg, fmt.Errorf("ask AWS which account this is: %w", explainUnreached(cfg, err))
	}
	place := fmt.Sprintf("account %s in %s", aws.ToString(caller.Account), cfg.Region)
	if endpoint := aws.ToString(cfg.BaseEndpoint); endpoint != "" {
		place += " at " + endpoint
	}
	fmt.Fprintf(r.s.Err, "%s; %s\n", place, r.whereSent(definition))
	return cfg, nil
}

// whereSent says what becomes of the report.
func (r *runCommand) whereSent(definition *report.Report) string {
	if !r.deliver {
		return withheld
	}
	if len(definition.Deliver) == 0 {
		return "the report has no destination"
	}
	names := mapped(definition.Deliver, func(d report.Destination) string { return d.Name })
	return "the report is sent to " + strings.Join(names, ", ")
}

// stopQueries stops the queries that still run, which only an interrupted or failed run
// leaves, and says so.
func (r *runCommand) stopQueries(ctx context.Context) {
	stopped, err := r.onAWS.queries.stop(ctx)
	if stopped > 0 {
		fmt.Fprintf(r.s.Err, "%s stopped in Logs Insights\n", count(stopped, "query was", "queries were"))
	}
	if err != nil {
		fmt.Fprintf(r.s.Err, "fanlight: %v\n", err)
	}
}

// overWindow returns the time that the run is for, and its window, which must be over.
func (r *runCommand) overWindow(definition *report.Report) (fanlight.Window, time.Time, error) {
	scheduled, err := scheduledTime(definition, r.at, r.s.Now())
	if err != nil {
		return fanlight.Window{}, scheduled, err
	}
	if err := checkWindowOver(definition, scheduled, r.s.Now()); err != nil {
		return fanlight.Window{}, scheduled, err
	}
	start, end := definition.WindowAt(scheduled)
	return fanlight.Window{Start: start, End: end}, scheduled, nil
}

// ownStack returns a name for the stack of one run. Deployments in the account have others,
// and so do runs of other people: none takes this one's queries for its own (rule W4).
func ownStack() string { return "by-hand-" + fanlight.NewToken(stack.Random{}) }
