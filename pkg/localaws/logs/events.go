package logs

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// The limits of a batch, from
// docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html.
const (
	maxBatchEvents = 10_000
	maxBatchBytes  = 1 << 20
	eventOverhead  = 26 // bytes of each event in addition to its message
	maxBatchSpan   = 24 * time.Hour
	maxAge         = 14 * 24 * time.Hour
	maxAhead       = 2 * time.Hour
)

// PutLogEvents appends events to a stream. Events that are more than 14 days old or two hours
// ahead are not stored; RejectedLogEventsInfo has their indexes, as on AWS.
func (c *Core) PutLogEvents(_ context.Context, in *sdk.PutLogEventsInput, _ ...func(*sdk.Options)) (*sdk.PutLogEventsOutput, error) {
	if err := refuse("PutLogEvents", field{"Entity", in.Entity != nil}); err != nil {
		return nil, err
	}
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	stream := g.streams[aws.ToString(in.LogStreamName)]
	if stream == nil {
		return nil, noStream()
	}
	if err := checkBatch(in.LogEvents); err != nil {
		return nil, err
	}
	first, end, rejected := acceptable(in.LogEvents, c.now())
	for _, e := range in.LogEvents[first:end] {
		c.append(g, stream, e)
	}
	return &sdk.PutLogEventsOutput{NextSequenceToken: aws.String(sequenceToken), RejectedLogEventsInfo: rejected}, nil
}

// sequenceToken is in the answer of every PutLogEvents, also of one that rejects events
// (recorded on AWS in February 2026 by LocalStack's tests). The service has ignored the tokens
// that it gets since January 2023, so one serves for all.
const sequenceToken = "49000000000000000000000000000000000000000000000000000001"

func (c *Core) append(g *group, s *stream, e types.InputLogEvent) {
	c.lastEvent++
	event := cwli.Event{
		Timestamp:     *e.Timestamp,
		IngestionTime: c.now().UnixMilli(),
		Group:         g.name,
		Stream:        s.name,
		Message:       []byte(*e.Message),
		Ptr:           fmt.Sprintf("event-%012d", c.lastEvent),
		Place:         s.events, // its number in the stream, for the tokens of GetLogEvents
	}
	s.events++
	g.bytes += storedSize(&event)
	g.events = append(g.events, event)
	s.note(&event)
}

// storedSize is the number of bytes that an event adds to its group's bytes.
func storedSize(e *cwli.Event) int64 { return int64(len(e.Message)) + eventOverhead }

func checkBatch(batch []types.InputLogEvent) error {
	if len(batch) < 1 || len(batch) > maxBatchEvents {
		return invalid("Value of %d events at 'logEvents' failed to satisfy constraint: from 1 to %d", len(batch), maxBatchEvents)
	}
	size := 0
	for i, e := range batch {
		if e.Timestamp == nil || aws.ToString(e.Message) == "" {
			return invalid("Value at 'logEvents.%d' failed to satisfy constraint: a timestamp and a message are needed", i+1)
		}
		if i > 0 && *e.Timestamp < *batch[i-1].Timestamp {
			return invalid("Log events in a single PutLogEvents request must be in chronological order.")
		}
		size += len(*e.Message) + eventOverhead
	}
	if size > maxBatchBytes {
		return invalid("Upload too large: %d bytes exceeds limit of %d", size, maxBatchBytes)
	}
	if *batch[len(batch)-1].Timestamp-*batch[0].Timestamp > maxBatchSpan.Milliseconds() {
		return invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
	}
	return nil
}

// acceptable returns the range of a batch, which is in order of time, that is neither too old
// nor too new: batch[first:end].
func acceptable(batch []types.InputLogEvent, now time.Time) (first, end int, rejected *types.RejectedLogEventsInfo) {
	oldest, newest := now.Add(-maxAge).UnixMilli(), now.Add(maxAhead).UnixMilli()
	for end = len(batch); end > 0 && *batch[end-1].Timestamp > newest; end-- {
	}
	for ; first < end && *batch[first].Timestamp < oldest; first++ {
	}
	if first == 0 && end == len(batch) {
		return first, end, nil
	}
	rejected = &types.RejectedLogEventsInfo{}
	if first > 0 {
		rejected.TooOldLogEventEndIndex = aws.Int32(int32(first))
	}
	if end < len(batch) {
		rejected.TooNewLogEventStartIndex = aws.Int32(int32(end))
	}
	return first, end, rejected
}
