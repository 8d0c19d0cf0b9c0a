package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
	"github.com/fanlight/fanlight/pkg/text"
)

// stackVariable names the environment variable with the name of the stack.
const stackVariable = "FANLIGHT_STACK"

// addStackFlag adds the flag that names the stack a command works on.
func addStackFlag(cmd *cobra.Command, s *System, name *string) {
	value := s.Getenv(stackVariable)
	if value == "" {
		value = local.DefaultStack
	}
	cmd.Flags().StringVar(name, "stack", value, "`NAME` of the stack ("+stackVariable+")")
}

// stackCommand holds what the commands on a deployed stack share: their flags, and
// the stack that these lead to. It reads the stack's ledger and invokes its
// dispatcher, with the AWS configuration of the user.
type stackCommand struct {
	s       *System
	stack   string
	account Account
	wait    bool
	wide    bool
	format  *string

	cfg    aws.Config
	ledger *ledger.Ledger
}

func (c *stackCommand) addFlags(cmd *cobra.Command) {
	c.addStack(cmd)
	c.format = formatFlag{"text", "json"}.add(cmd)
}

// addStack adds the flags that name the stack.
func (c *stackCommand) addStack(cmd *cobra.Command) {
	addStackFlag(cmd, c.s, &c.stack)
	addAccountFlags(cmd, &c.account)
}

// connect prepares the clients.
func (c *stackCommand) connect(ctx context.Context) (err error) {
	if c.cfg, err = c.s.connect(ctx, c.account); err != nil {
		return err
	}
	c.ledger = ledger.New(dynamodb.NewFromConfig(c.cfg), c.stack, stack.Clock{}, 0)
	return nil
}

// place says which stack a command works on.
func (c *stackCommand) place() string {
	place := fmt.Sprintf("stack %s in %s", c.stack, c.cfg.Region)
	if endpoint := aws.ToString(c.cfg.BaseEndpoint); endpoint != "" {
		place += " at " + endpoint
	}
	return place
}

// findRun connects and reads the run that the user means.
func (c *stackCommand) findRun(ctx context.Context, name string) (fanlight.Run, error) {
	if _, err := parseRunName(name); err != nil {
		return fanlight.Run{}, err
	}
	if err := c.connect(ctx); err != nil {
		return fanlight.Run{}, err
	}
	return c.runNamed(ctx, name)
}

// runNamed reads the run that the user means.
func (c *stackCommand) runNamed(ctx context.Context, name string) (fanlight.Run, error) {
	id, err := c.resolveRun(ctx, name)
	if err != nil {
		return fanlight.Run{}, err
	}
	run, err := c.ledger.Run(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) {
		return run, fmt.Errorf("there is no run %s in %s", id, c.place())
	}
	if errors.Is(err, ledger.ErrNoDefinition) {
		err = nil // what is left of it is shown, and a command is refused
	}
	return run, c.explain("find run "+string(id), err)
}

// findReport connects and reads a report. Its error names the reports that are
// deployed.
func (c *stackCommand) findReport(ctx context.Context, name string) (*report.Report, error) {
	if err := c.connect(ctx); err != nil {
		return nil, err
	}
	definition, err := c.ledger.Definition(ctx, name)
	if !errors.Is(err, ledger.ErrNotFound) {
		return &definition.Report, c.explain("find report "+name, err)
	}
	all, err := c.ledger.Deployed(ctx)
	if err != nil {
		return nil, c.explain("find report "+name, err)
	}
	names := make([]string, len(all))
	for i, deployed := range all {
		names[i] = deployed.Name
	}
	return nil, c.noReport(name, names)
}

// send has the dispatcher carry out a command, after saying on stderr in which
// stack. A refusal is an error.
func (c *stackCommand) send(ctx context.Context, command fanlight.Command) (fanlight.Answer, error) {
	fmt.Fprintf(c.s.Err, "%s: %s\n", command.Action, c.place())
	answer, err := c.invoke(ctx, command)
	if err == nil && answer.Refused != "" {
		err = fmt.Errorf("%s was refused: %s", command.Action, answer.Refused)
	}
	return answer, err
}

func (c *stackCommand) invoke(ctx context.Context, command fanlight.Command) (fanlight.Answer, error) {
	var answer fanlight.Answer
	payload, err := json.Marshal(command)
	if err != nil {
		return answer, fmt.Errorf("marshal the command: %w", err)
	}
	name := stack.Dispatcher.In(c.stack)
	out, err := lambda.NewFromConfig(c.cfg).Invoke(ctx, &lambda.InvokeInput{FunctionName: &name, Payload: payload})
	var missing *lambdatypes.ResourceNotFoundException
	switch {
	case errors.As(err, &missing):
		return answer, fmt.Errorf("there is no function %s in %s; --stack or %s names another", name, c.place(), stackVariable)
	case err != nil:
		return answer, c.explain("invoke "+name, err)
	case out.FunctionError != nil:
		return answer, fmt.Errorf("%s failed (%s): %s", name, aws.ToString(out.FunctionError), text.Clean(string(out.Payload)))
	}
	if err := json.Unmarshal(out.Payload, &answer); err != nil {
		return answer, fmt.Errorf("read the answer of %s: %w", name, err)
	}
	return answer, nil
}

// explain adds to an error what was tried and where. It says so if the stack
// does not exist or cannot be reached. It returns nil for nil.
func (c *stackCommand) explain(tried string, err error) error {
	var missing *dynamodbtypes.ResourceNotFoundException
	switch {
	case err == nil:
		return nil
	case errors.As(err, &missing):
		return fmt.Errorf("%s: there is no %s; --stack or %s names another", tried, c.place(), stackVariable)
	}
	return fmt.Errorf("%s in %s: %w", tried, c.place(), explainUnreached(c.cfg, err))
}
