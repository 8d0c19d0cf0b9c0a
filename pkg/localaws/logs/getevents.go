package logs

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// endless is the end of a range that has none.
const endless = math.MaxInt64

// GetLogEvents returns events of one stream in order of time, the newest or, with
// startFromHead, the oldest. Unlike that of FilterLogEvents the range excludes its end. Both
// tokens are always there: at an end of the stream the answer has the token that was given.
func (c *Core) GetLogEvents(ctx context.Context, in *sdk.GetLogEventsInput, _ ...func(*sdk.Options)) (*sdk.GetLogEventsOutput, error) {
	read, err := c.ReadEvents(in)
	if err != nil {
		return nil, err
	}
	return read(ctx)
}

// ReadEvents is GetLogEvents up to where it reads events.
func (c *Core) ReadEvents(in *sdk.GetLogEventsInput) (Read[*sdk.GetLogEventsOutput], error) {
	name, err := checkGetLogEvents(in)
	if err != nil {
		return nil, err
	}
	inputs, err := c.contents(name)
	if err != nil {
		return nil, err
	}
	r := &streamReading{
		inputs: inputs, stream: *in.LogStreamName,
		within: span{aws.ToInt64(in.StartTime), aws.ToInt64(cmp.Or(in.EndTime, aws.Int64(endless))) - 1},
		page:   page{size: pageSize(in.Limit), backward: !aws.ToBool(in.StartFromHead)},
	}
	r.exists = c.groups[name] != nil && c.groups[name].streams[r.stream] != nil
	if err := c.checkStreams(name, inputs, []string{r.stream}); err != nil {
		return nil, err
	}
	return r.read, r.resume(in.NextToken)
}

func checkGetLogEvents(in *sdk.GetLogEventsInput) (group string, err error) {
	if err := checkLimit(in.Limit, maxEvents); err != nil {
		return "", err
	}
	if err := checkSpan(in.StartTime, in.EndTime); err != nil {
		return "", err
	}
	if err := checkStreamName(aws.ToString(in.LogStreamName)); err != nil {
		return "", err
	}
	if err := refuse("GetLogEvents", field{"Unmask", in.Unmask}); err != nil {
		return "", err
	}
	return oneGroup(in.LogGroupName, in.LogGroupIdentifier)
}

// streamReading is a call of GetLogEvents.
type streamReading struct {
	inputs []input
	stream string
	exists bool // CreateLogStream created it
	within span
	page   page
	token  string // the place in the token that was given, as it stands there
}

// at returns the form of an event's place in a token: 56 digits, as on AWS, of the event's number in
// a stream of the stand-in, else the place itself.
func (r *streamReading) at(e kept) string {
	if e.event.PtrOf != nil || e.event.Ptr == "" {
		return e.place.String()
	}
	return fmt.Sprintf("%056d", e.event.Place)
}

// placeAt returns the place that a token has.
func (r *streamReading) placeAt(text string) (at place, ok bool) {
	r.token = text
	number, err := strconv.ParseInt(text, 10, 64)
	if len(text) != 56 || err != nil {
		return parsePlace(text)
	}
	for _, in := range r.inputs {
		events, _ := in.source.(stored)
		for i := range events {
			if events[i].Stream == r.stream && events[i].Place == number {
				return placeOf(&events[i]), true
			}
		}
	}
	return place{}, false
}

// resume takes the place and the direction from a token: "f/" or "b/" and a place.
func (r *streamReading) resume(token *string) error {
	if token == nil {
		return nil
	}
	direction, at, _ := strings.Cut(*token, "/")
	after, ok := r.placeAt(at)
	if !ok || direction != "f" && direction != "b" {
		return invalid("The specified nextToken is invalid.") // its text: moto, test_get_log_events_errors
	}
	r.page.after, r.page.backward = &after, direction == "b"
	return nil
}

func (r *streamReading) read(ctx context.Context) (*sdk.GetLogEventsOutput, error) {
	for _, in := range r.inputs {
		err := in.each(ctx, func(e *cwli.Event) error {
			if e.Stream == r.stream {
				r.exists = true
				if r.within.has(e) {
					r.page.add(e)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if !r.exists {
		return nil, noStream()
	}
	return r.answer(), nil
}

func (r *streamReading) answer() *sdk.GetLogEventsOutput {
	events, _ := r.page.finish()
	if r.page.backward {
		slices.Reverse(events)
	}
	var first, last string
	switch {
	case len(events) > 0:
		first, last = r.at(events[0]), r.at(events[len(events)-1])
	case r.token != "":
		first, last = r.token, r.token
	default:
		first, last = place{}.String(), place{}.String()
	}
	out := &sdk.GetLogEventsOutput{
		Events:            []types.OutputLogEvent{},
		NextBackwardToken: aws.String("b/" + first),
		NextForwardToken:  aws.String("f/" + last),
	}
	for _, e := range events {
		out.Events = append(out.Events, types.OutputLogEvent{
			Message: aws.String(string(e.event.Message)), Timestamp: aws.Int64(e.event.Timestamp), IngestionTime: aws.Int64(e.event.IngestionTime),
		})
	}
	return out
}
