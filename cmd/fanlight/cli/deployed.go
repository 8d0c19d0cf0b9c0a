package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/stack"
)

// deployed reaches a pipeline by the AWS configuration of its user.
type deployed struct {
	s       *System
	stack   string
	account Account
	wait    bool
	format  *string

	cfg    aws.Config
	ledger *ledger.Ledger
}

func (d *deployed) addFlags(cmd *cobra.Command) {
	addStackFlag(cmd, d.s, &d.stack)
	cmd.Flags().StringVar(&d.account.Profile, "profile", "", "`NAME` of the AWS profile (AWS_PROFILE)")
	cmd.Flags().StringVar(&d.account.Region, "region", "", "`NAME` of the AWS Region (AWS_REGION)")
	cmd.Flags().StringVar(&d.account.Endpoint, "endpoint-url", "", "`URL` of all AWS services (AWS_ENDPOINT_URL)")
	d.format = formatFlag{"text", "json"}.add(cmd)
}

func (d *deployed) addWait(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&d.wait, "wait", false, "wait for the end of the run, show it, and fail if it failed")
}

// connect prepares the clients, and finds out whether there are credentials: what
// the services' clients say without them helps nobody.
func (d *deployed) connect(ctx context.Context) (err error) {
	if d.cfg, err = d.s.AWS(ctx, d.account); err != nil {
		return err
	}
	if endpoint := aws.ToString(d.cfg.BaseEndpoint); endpoint != "" {
		if u, err := url.Parse(endpoint); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return misused("--endpoint-url or AWS_ENDPOINT_URL %q: want a URL as in http://127.0.0.1:4600", endpoint)
		}
	}
	if d.cfg.Region == "" {
		return errors.New("no AWS Region is set: use --region, AWS_REGION or a profile that has one")
	}
	if d.cfg.Credentials != nil {
		if _, err := d.cfg.Credentials.Retrieve(ctx); err != nil {
			return fmt.Errorf("no AWS credentials: name a profile by --profile or AWS_PROFILE, or sign in: %w", err)
		}
	}
	d.ledger = ledger.New(dynamodb.NewFromConfig(d.cfg), d.stack, stack.Clock{}, 0)
	return nil
}

// place names where a command works.
func (d *deployed) place() string {
	place := fmt.Sprintf("stack %s in %s", d.stack, d.cfg.Region)
	if endpoint := aws.ToString(d.cfg.BaseEndpoint); endpoint != "" {
		place += " at " + endpoint
	}
	return place
}

// find reads a run by the ID that the user gave.
func (d *deployed) find(ctx context.Context, id string) (fanlight.Run, error) {
	runID, err := fanlight.ParseRunID(id)
	if err != nil {
		return fanlight.Run{}, misused("%v", err)
	}
	if err := d.connect(ctx); err != nil {
		return fanlight.Run{}, err
	}
	run, err := d.ledger.Run(ctx, runID)
	if errors.Is(err, ledger.ErrNotFound) {
		return run, fmt.Errorf("there is no run %s in %s", runID, d.place())
	}
	return run, d.explain("find run "+id, err)
}

// explain puts what was tried before an error, and says so if the stack is not
// there at all.
func (d *deployed) explain(tried string, err error) error {
	var missing *dynamodbtypes.ResourceNotFoundException
	switch {
	case err == nil:
		return nil
	case errors.As(err, &missing):
		return fmt.Errorf("%s: there is no %s; --stack or %s names another", tried, d.place(), stackVariable)
	}
	if unreached, ok := errors.AsType[*net.OpError](err); ok && d.cfg.BaseEndpoint != nil {
		return fmt.Errorf("%s in %s: %v: is `fanlight local` running there? else check --endpoint-url", tried, d.place(), unreached.Err)
	}
	return fmt.Errorf("%s in %s: %w", tried, d.place(), err)
}

// A run on AWS is looked at soon, and then less and less often.
const (
	askAWSFirst = 100 * time.Millisecond
	askAWSMost  = 2 * time.Second
)

// await follows a run to its end, shows it and judges it.
func (d *deployed) await(ctx context.Context, id fanlight.RunID) error {
	f := follower{s: d.s, ledger: d.ledger, line: newStatusLine(d.s), first: askAWSFirst, most: askAWSMost}
	run, err := f.follow(ctx, id)
	if ctx.Err() != nil {
		fmt.Fprintf(d.s.Err, "%s goes on: fanlight show %[1]s, or fanlight cancel %[1]s\n", id)
	}
	if err != nil {
		return err
	}
	return errors.Join(d.show(ctx, run), d.judge(ctx, run))
}

func (d *deployed) judge(ctx context.Context, run fanlight.Run) error {
	e, err := readEdition(ctx, d.ledger, run)
	if err != nil {
		return err
	}
	return d.s.judge(e)
}
