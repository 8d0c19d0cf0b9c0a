package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/stack"
)

// order has the dispatcher carry out a command on a run, on condition of the
// epoch and round that were just read, and tells its answer.
func (d *deployed) order(ctx context.Context, run fanlight.Run, c fanlight.Command) error {
	c.ID = fanlight.NewToken(stack.Random{})
	c.Run, c.Epoch, c.Round = run.ID, run.Epoch, run.Round
	return d.commandRun(ctx, run.ID, c)
}

// commandRun is command for one run. The run goes to stdout, for scripts, unless
// its end is waited for.
func (d *deployed) commandRun(ctx context.Context, run fanlight.RunID, c fanlight.Command) error {
	answer, err := d.command(ctx, c)
	if ctx.Err() != nil {
		fmt.Fprintf(d.s.Err, "%s of %s may be carried out all the same: fanlight show %[2]s\n", c.Action, run)
	}
	if err != nil {
		return err
	}
	if d.wait {
		return d.await(ctx, answer.Run)
	}
	if *d.format == "json" {
		return writeJSON(d.s.Out, answer)
	}
	fmt.Fprintf(d.s.Err, "epoch %d, round %d, %s\n", answer.Epoch, answer.Round, answer.State)
	_, err = fmt.Fprintln(d.s.Out, answer.Run)
	return err
}

// command has the dispatcher carry out a command. It says first where.
func (d *deployed) command(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	fmt.Fprintf(d.s.Err, "%s: %s\n", c.Action, d.place())
	answer, err := d.invoke(ctx, c)
	if err == nil && answer.Refused != "" {
		err = fmt.Errorf("%s was refused: %s", c.Action, answer.Refused)
	}
	return answer, err
}

func (d *deployed) invoke(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	var answer fanlight.Answer
	payload, err := json.Marshal(c)
	if err != nil {
		return answer, fmt.Errorf("marshal the command: %w", err)
	}
	name := stack.Dispatcher.In(d.stack)
	out, err := lambda.NewFromConfig(d.cfg).Invoke(ctx, &lambda.InvokeInput{FunctionName: &name, Payload: payload})
	var missing *lambdatypes.ResourceNotFoundException
	switch {
	case errors.As(err, &missing):
		return answer, fmt.Errorf("there is no function %s in %s; --stack or %s names another", name, d.place(), stackVariable)
	case err != nil:
		return answer, d.explain("invoke "+name, err)
	case out.FunctionError != nil:
		return answer, fmt.Errorf("%s failed (%s): %s", name, aws.ToString(out.FunctionError), clean(string(out.Payload)))
	}
	if err := json.Unmarshal(out.Payload, &answer); err != nil {
		return answer, fmt.Errorf("read the answer of %s: %w", name, err)
	}
	return answer, nil
}
