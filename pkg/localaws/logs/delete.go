package logs

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// DeleteLogGroup removes a group with its events, streams, tags and source. Queries that run
// still read what they began to read.
func (c *Core) DeleteLogGroup(_ context.Context, in *sdk.DeleteLogGroupInput, _ ...func(*sdk.Options)) (*sdk.DeleteLogGroupOutput, error) {
	name := aws.ToString(in.LogGroupName)
	if _, err := c.group("logGroupName", name); err != nil {
		return nil, err
	}
	delete(c.groups, name)
	delete(c.sources, name)
	return &sdk.DeleteLogGroupOutput{}, nil
}

// DeleteLogStream removes a stream of a group with its events. It cannot remove the streams of
// a source.
func (c *Core) DeleteLogStream(_ context.Context, in *sdk.DeleteLogStreamInput, _ ...func(*sdk.Options)) (*sdk.DeleteLogStreamOutput, error) {
	name := aws.ToString(in.LogStreamName)
	if err := checkStreamName(name); err != nil {
		return nil, err
	}
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	if g.streams[name] == nil {
		return nil, noStream()
	}
	delete(g.streams, name)
	left := make([]cwli.Event, 0, len(g.events)) // a query may be reading the present ones
	for _, e := range g.events {
		if e.Stream != name {
			left = append(left, e)
			continue
		}
		g.bytes -= storedSize(&e)
	}
	g.events = slices.Clip(left)
	return &sdk.DeleteLogStreamOutput{}, nil
}
