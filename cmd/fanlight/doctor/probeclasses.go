package doctor

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
)

// infrequentLimit is how many queries of class Infrequent Access run at a time
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/scheduled-queries-troubleshooting.html).
const infrequentLimit = 5

// logClasses asks what a query of class Standard gets while as many of class Infrequent
// Access run as may, and what the next one of these gets.
func (d *Doctor) logClasses(ctx context.Context) (c Check) {
	const name = "log-classes"
	base := "/fanlight/probe-" + d.now().UTC().Format("20060102T150405.000Z")
	infrequent, standard := base+"-infrequent", base+"-standard"
	for group, class := range map[string]types.LogGroupClass{infrequent: types.LogGroupClassInfrequentAccess, standard: types.LogGroupClassStandard} {
		made, err := d.fill(ctx, group, class)
		if made {
			defer func() { c = d.drop(ctx, group, c) }()
		}
		if err != nil {
			return d.unanswered(name, err)
		}
	}
	var refused error
	started := 0
	for range infrequentLimit + 1 {
		if err := d.startOn(ctx, infrequent); err != nil {
			refused = err
			break
		}
		started++
	}
	err := d.startOn(ctx, standard)
	switch kind := insights.Classify(refused); {
	case refused != nil && kind != insights.Full:
		return d.unanswered(name, refused)
	case err != nil && insights.Classify(err) != insights.Full:
		return d.unanswered(name, err)
	case err != nil:
		return failed(name, "name log groups of one class in a stack", "%d queries of class Infrequent Access keep one of class Standard waiting: %s", started, reason(err))
	case refused == nil:
		return ok(name, "%d queries of class Infrequent Access start at once, and one of class Standard with them", started)
	}
	return ok(name, "query %d of class Infrequent Access waits (%s), one of class Standard starts", started+1, reason(refused))
}

// fill makes a log group of a class with one event. The group may be there unless the
// service has refused to make it.
func (d *Doctor) fill(ctx context.Context, group string, class types.LogGroupClass) (made bool, err error) {
	stream := "doctor"
	_, err = d.logs.CreateLogGroup(context.WithoutCancel(ctx), &cloudwatchlogs.CreateLogGroupInput{LogGroupName: &group, LogGroupClass: class})
	if err != nil {
		var refused smithy.APIError
		return !errors.As(err, &refused), err
	}
	if _, err := d.logs.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: &group, LogStreamName: &stream}); err != nil {
		return true, err
	}
	_, err = d.logs.PutLogEvents(ctx, &cloudwatchlogs.PutLogEventsInput{
		LogGroupName: &group, LogStreamName: &stream,
		LogEvents: []types.InputLogEvent{{Timestamp: aws.Int64(d.now().UnixMilli()), Message: aws.String("a probe")}},
	})
	return true, err
}

// startOn starts a query that ends by itself. The SDK does not repeat it.
func (d *Doctor) startOn(ctx context.Context, group string) error {
	q := &question{d: d, group: group, api: insights.New(d.logs, "doctor-of-"+d.name)}
	end := d.now().UTC().Truncate(time.Second)
	_, err := q.start(ctx, "stats count(*) as n", fanlight.Window{Start: end.Add(-time.Minute), End: end}, 1)
	return err
}

// dropTimeout is how long the deletion of a log group may take, also after an interrupt.
const dropTimeout = 2 * time.Second

// drop deletes a log group of a probe. If it cannot, that is the finding.
func (d *Doctor) drop(ctx context.Context, group string, c Check) Check {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), dropTimeout)
	defer cancel()
	_, err := d.logs.DeleteLogGroup(ctx, &cloudwatchlogs.DeleteLogGroupInput{LogGroupName: &group})
	if err == nil || hasCode(err, "ResourceNotFoundException") {
		return c
	}
	c.Finding += "\nlog group " + group + " is left: " + reason(err)
	c.Remedy = "aws logs delete-log-group --log-group-name " + group
	return c
}
