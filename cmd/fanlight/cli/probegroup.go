package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli/probe"
	"github.com/fanlight/fanlight/pkg/insights"
)

// probeAPI is the part of the CloudWatch Logs client that the probes call.
type probeAPI interface {
	insights.API
	CreateLogGroup(context.Context, *cloudwatchlogs.CreateLogGroupInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.CreateLogGroupOutput, error)
	CreateLogStream(context.Context, *cloudwatchlogs.CreateLogStreamInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.CreateLogStreamOutput, error)
	PutLogEvents(context.Context, *cloudwatchlogs.PutLogEventsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.PutLogEventsOutput, error)
	DeleteLogGroup(context.Context, *cloudwatchlogs.DeleteLogGroupInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DeleteLogGroupOutput, error)
}

// create makes the log group. An answer that an interrupt loses would leave it.
func (p *prober) create(ctx context.Context) error {
	if _, err := p.api.CreateLogGroup(context.WithoutCancel(ctx), &cloudwatchlogs.CreateLogGroupInput{LogGroupName: &p.place.Group}); err != nil {
		return fmt.Errorf("make log group %s: %w", p.place.Group, explainUnreached(p.cfg, err))
	}
	return nil
}

// fill makes a stream for each probe, and puts its events into it.
func (p *prober) fill(ctx context.Context) error {
	for i, c := range p.choices {
		p.line.show(fmt.Sprintf("puts events: %d of %d probes", i, len(p.choices)))
		if err := p.put(ctx, c); err != nil {
			return fmt.Errorf("put the events of probe %s into log group %s: %w", c.Name, p.place.Group, err)
		}
	}
	return nil
}

func (p *prober) put(ctx context.Context, c probe.Choice) error {
	if _, err := p.api.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: &p.place.Group, LogStreamName: &c.Name}); err != nil {
		return err
	}
	in := &cloudwatchlogs.PutLogEventsInput{LogGroupName: &p.place.Group, LogStreamName: &c.Name}
	for _, e := range p.place.Events(c) {
		in.LogEvents = append(in.LogEvents, types.InputLogEvent{Timestamp: aws.Int64(e.Time.UnixMilli()), Message: aws.String(e.Message)})
	}
	out, err := p.api.PutLogEvents(ctx, in)
	if err == nil && out.RejectedLogEventsInfo != nil {
		return fmt.Errorf("the service rejects events of %s: is the clock of this machine right?", formatTime(p.place.Start))
	}
	return err
}

// How long the log group's deletion may take. After an interrupt stopTimeout is gone for
// the query, and the program ends after five seconds.
const (
	removeTimeout            = 30 * time.Second
	interruptedRemoveTimeout = 1500 * time.Millisecond
)

// remove deletes the log group. If it cannot, it says what is left.
func (p *prober) remove(ctx context.Context) {
	p.line.clear()
	timeout := removeTimeout
	if ctx.Err() != nil {
		timeout = interruptedRemoveTimeout
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	if _, err := p.api.DeleteLogGroup(ctx, &cloudwatchlogs.DeleteLogGroupInput{LogGroupName: &p.place.Group}); err != nil {
		fmt.Fprintf(p.s.Err, "note: log group %s is left: %s\nto delete it: aws logs delete-log-group --log-group-name %s --region %s%s\n",
			p.place.Group, insights.Message(err), p.place.Group, p.cfg.Region, p.endpointFlag())
	}
}

// endpointFlag returns the flag of the AWS CLI for the endpoint, if there is one.
func (p *prober) endpointFlag() string {
	if endpoint := aws.ToString(p.cfg.BaseEndpoint); endpoint != "" {
		return " --endpoint-url " + endpoint
	}
	return ""
}
