package logs

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws/logs/internal/filter"
)

const (
	maxEvents       = 10_000         // of one answer (API_FilterLogEvents, API_GetLogEvents); also the default
	eventsTokenLife = 24 * time.Hour // "The token expires after 24 hours" (same)
)

// backwardFrom is the earliest start of a range that FilterLogEvents reads from its end, in
// milliseconds: 1 January 2024 (API_FilterLogEvents, startFromHead).
var backwardFrom = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

// FilterLogEvents returns the events of a group that match a filter pattern, in order of
// time. Both ends of the range are inclusive.
func (c *Core) FilterLogEvents(ctx context.Context, in *sdk.FilterLogEventsInput, _ ...func(*sdk.Options)) (*sdk.FilterLogEventsOutput, error) {
	read, err := c.ReadFiltered(in)
	if err != nil {
		return nil, err
	}
	return read(ctx)
}

// ReadFiltered is FilterLogEvents up to where it reads events.
func (c *Core) ReadFiltered(in *sdk.FilterLogEventsInput) (Read[*sdk.FilterLogEventsOutput], error) {
	f, err := c.filtering(in)
	if err != nil {
		return nil, err
	}
	return f.read, nil
}

// filtering is a call of FilterLogEvents.
type filtering struct {
	inputs  []input
	pattern *filter.Pattern
	streams []string // those wanted; none: all that begin with prefix
	prefix  string
	within  span
	page    page
	subject string
	expiry  time.Time // of a token that the answer has
}

func (c *Core) filtering(in *sdk.FilterLogEventsInput) (*filtering, error) {
	if err := checkFilterLogEvents(in); err != nil {
		return nil, err
	}
	name, err := oneGroup(in.LogGroupName, in.LogGroupIdentifier)
	if err != nil {
		return nil, err
	}
	pattern, err := filter.Parse(aws.ToString(in.FilterPattern))
	if err != nil {
		return nil, invalid("%v", err)
	}
	inputs, err := c.contents(name)
	if err != nil {
		return nil, err
	}
	if err := c.checkStreams(name, inputs, in.LogStreamNames); err != nil {
		return nil, err
	}
	now := c.now()
	f := &filtering{
		inputs: inputs, pattern: pattern,
		streams: in.LogStreamNames, prefix: aws.ToString(in.LogStreamNamePrefix),
		within:  span{aws.ToInt64(in.StartTime), aws.ToInt64(cmp.Or(in.EndTime, aws.Int64(endless)))},
		page:    page{size: pageSize(in.Limit), backward: !aws.ToBool(cmp.Or(in.StartFromHead, aws.Bool(true)))},
		subject: "filter/" + name, expiry: now.Add(eventsTokenLife),
	}
	return f, f.resume(in.NextToken, now)
}

// resume takes the place and the direction from the token of the page before.
func (f *filtering) resume(token *string, now time.Time) error {
	if token == nil {
		return nil
	}
	after, backward, err := readPlaceToken(*token, f.subject, now)
	if err != nil {
		return err
	}
	f.page.after, f.page.backward = &after, backward
	return nil
}

func checkFilterLogEvents(in *sdk.FilterLogEventsInput) error {
	if err := checkLimit(in.Limit, maxEvents); err != nil {
		return err
	}
	if err := checkSpan(in.StartTime, in.EndTime); err != nil {
		return err
	}
	if len(in.LogStreamNames) > 0 && in.LogStreamNamePrefix != nil {
		return invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.")
	}
	if len(in.LogStreamNames) > 100 { // API_FilterLogEvents
		return invalid("Value of %d log streams failed to satisfy constraint: at most 100", len(in.LogStreamNames))
	}
	if in.StartFromHead != nil && !*in.StartFromHead && aws.ToInt64(in.StartTime) < backwardFrom {
		return invalid("startFromHead false needs a startTime on or after 1 January 2024")
	}
	return refuse("FilterLogEvents", field{"Unmask", in.Unmask})
}

// checkStreams returns an error for a stream that a group without sources does not have. Of a
// source only its events show the streams.
func (c *Core) checkStreams(group string, inputs []input, streams []string) error {
	g := c.groups[group]
	if g == nil || len(inputs) > 1 {
		return nil
	}
	for _, name := range streams {
		if g.streams[name] == nil {
			return noStream()
		}
	}
	return nil
}

// read returns the page of the events that match. SearchedLogStreams is empty on AWS since
// May 2020 (API_FilterLogEvents).
func (f *filtering) read(ctx context.Context) (*sdk.FilterLogEventsOutput, error) {
	for _, in := range f.inputs {
		err := in.each(ctx, func(e *cwli.Event) error {
			if f.within.has(e) && f.wantsStream(e.Stream) && f.pattern.Matches(e.Message) {
				f.page.add(e)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	events, more := f.page.finish()
	out := &sdk.FilterLogEventsOutput{Events: []types.FilteredLogEvent{}, SearchedLogStreams: []types.SearchedLogStream{}}
	for _, e := range events {
		out.Events = append(out.Events, types.FilteredLogEvent{
			EventId: aws.String(e.pointer), LogStreamName: aws.String(e.event.Stream), Message: aws.String(string(e.event.Message)),
			Timestamp: aws.Int64(e.event.Timestamp), IngestionTime: aws.Int64(e.event.IngestionTime),
		})
	}
	if more {
		out.NextToken = aws.String(writePlaceToken(events[len(events)-1].place, f.page.backward, f.subject, f.expiry))
	}
	return out, nil
}

func (f *filtering) wantsStream(name string) bool {
	if len(f.streams) > 0 {
		return slices.Contains(f.streams, name)
	}
	return strings.HasPrefix(name, f.prefix)
}
