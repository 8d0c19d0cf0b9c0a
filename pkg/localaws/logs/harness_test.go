package logs_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// account is a core whose clock the test sets.
type account struct {
	*logs.Core
	t   *testing.T
	now time.Time
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func newAccount(t *testing.T, quotas logs.Quotas) *account {
	a := &account{t: t, now: noon}
	a.Core = logs.New(func() time.Time { return a.now }, quotas)
	return a
}

func (a *account) pass(d time.Duration) { a.now = a.now.Add(d) }

// put creates a group with one stream and adds messages, one a second from
// eleven o'clock.
func (a *account) put(group string, messages ...string) {
	a.t.Helper()
	ctx := a.t.Context()
	in := &sdk.PutLogEventsInput{LogGroupName: &group, LogStreamName: aws.String("stream")}
	for i, m := range messages {
		at := noon.Add(-time.Hour + time.Duration(i)*time.Second)
		in.LogEvents = append(in.LogEvents, types.InputLogEvent{Message: &m, Timestamp: aws.Int64(at.UnixMilli())})
	}
	_, err1 := a.CreateLogGroup(ctx, &sdk.CreateLogGroupInput{LogGroupName: &group})
	_, err2 := a.CreateLogStream(ctx, &sdk.CreateLogStreamInput{LogGroupName: &group, LogStreamName: aws.String("stream")})
	_, err3 := a.PutLogEvents(ctx, in)
	if err := errors.Join(err1, err2, err3); err != nil {
		a.t.Fatal(err)
	}
}

// startInput returns a query on group /bot over the whole day.
func startInput(text string) *sdk.StartQueryInput {
	return &sdk.StartQueryInput{
		LogGroupName: aws.String("/bot"),
		QueryString:  &text,
		StartTime:    aws.Int64(noon.Add(-12 * time.Hour).Unix()),
		EndTime:      aws.Int64(noon.Add(12 * time.Hour).Unix()),
	}
}

func (a *account) start(text string) (id string) {
	a.t.Helper()
	out, err := a.StartQuery(a.t.Context(), startInput(text))
	if err != nil {
		a.t.Fatalf("start %s: %v", text, err)
	}
	return *out.QueryId
}

func (a *account) results(id string) *sdk.GetQueryResultsOutput {
	a.t.Helper()
	out, err := a.GetQueryResults(a.t.Context(), &sdk.GetQueryResultsInput{QueryId: &id})
	if err != nil {
		a.t.Fatalf("results of %s: %v", id, err)
	}
	return out
}

func (a *account) stop(id string) error {
	_, err := a.StopQuery(a.t.Context(), &sdk.StopQueryInput{QueryId: &id})
	return err
}

// runJobs runs all jobs.
func (a *account) runJobs() {
	for _, j := range a.TakeJobs() {
		a.Finish(j, j.Run(a.t.Context()))
	}
}

func (a *account) wantStatus(id string, want types.QueryStatus) {
	a.t.Helper()
	if got := a.results(id).Status; got != want {
		a.t.Errorf("query %s is %s, want %s", id, got, want)
	}
}

// show returns the rows as lines of field=value.
func show(rows [][]types.ResultField) string {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%s=%s", *cell.Field, *cell.Value)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// wantError checks an error's code and a part of its message.
func wantError(t *testing.T, err error, code, text string) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code || !strings.Contains(api.ErrorMessage(), text) {
		t.Errorf("error %v, want %s with %q", err, code, text)
	}
}

// client has the operations of a Core, with the signatures of the SDK's client.
type client interface {
	CreateLogGroup(context.Context, *sdk.CreateLogGroupInput, ...func(*sdk.Options)) (*sdk.CreateLogGroupOutput, error)
	DeleteLogGroup(context.Context, *sdk.DeleteLogGroupInput, ...func(*sdk.Options)) (*sdk.DeleteLogGroupOutput, error)
	DeleteLogStream(context.Context, *sdk.DeleteLogStreamInput, ...func(*sdk.Options)) (*sdk.DeleteLogStreamOutput, error)
	DescribeLogStreams(context.Context, *sdk.DescribeLogStreamsInput, ...func(*sdk.Options)) (*sdk.DescribeLogStreamsOutput, error)
	FilterLogEvents(context.Context, *sdk.FilterLogEventsInput, ...func(*sdk.Options)) (*sdk.FilterLogEventsOutput, error)
	GetLogEvents(context.Context, *sdk.GetLogEventsInput, ...func(*sdk.Options)) (*sdk.GetLogEventsOutput, error)
	GetLogRecord(context.Context, *sdk.GetLogRecordInput, ...func(*sdk.Options)) (*sdk.GetLogRecordOutput, error)
	PutRetentionPolicy(context.Context, *sdk.PutRetentionPolicyInput, ...func(*sdk.Options)) (*sdk.PutRetentionPolicyOutput, error)
	DeleteRetentionPolicy(context.Context, *sdk.DeleteRetentionPolicyInput, ...func(*sdk.Options)) (*sdk.DeleteRetentionPolicyOutput, error)
	TagResource(context.Context, *sdk.TagResourceInput, ...func(*sdk.Options)) (*sdk.TagResourceOutput, error)
	UntagResource(context.Context, *sdk.UntagResourceInput, ...func(*sdk.Options)) (*sdk.UntagResourceOutput, error)
	ListTagsForResource(context.Context, *sdk.ListTagsForResourceInput, ...func(*sdk.Options)) (*sdk.ListTagsForResourceOutput, error)
	TagLogGroup(context.Context, *sdk.TagLogGroupInput, ...func(*sdk.Options)) (*sdk.TagLogGroupOutput, error)
	UntagLogGroup(context.Context, *sdk.UntagLogGroupInput, ...func(*sdk.Options)) (*sdk.UntagLogGroupOutput, error)
	ListTagsLogGroup(context.Context, *sdk.ListTagsLogGroupInput, ...func(*sdk.Options)) (*sdk.ListTagsLogGroupOutput, error)
	CreateLogStream(context.Context, *sdk.CreateLogStreamInput, ...func(*sdk.Options)) (*sdk.CreateLogStreamOutput, error)
	DescribeLogGroups(context.Context, *sdk.DescribeLogGroupsInput, ...func(*sdk.Options)) (*sdk.DescribeLogGroupsOutput, error)
	PutLogEvents(context.Context, *sdk.PutLogEventsInput, ...func(*sdk.Options)) (*sdk.PutLogEventsOutput, error)
	StartQuery(context.Context, *sdk.StartQueryInput, ...func(*sdk.Options)) (*sdk.StartQueryOutput, error)
	GetQueryResults(context.Context, *sdk.GetQueryResultsInput, ...func(*sdk.Options)) (*sdk.GetQueryResultsOutput, error)
	StopQuery(context.Context, *sdk.StopQueryInput, ...func(*sdk.Options)) (*sdk.StopQueryOutput, error)
	DescribeQueries(context.Context, *sdk.DescribeQueriesInput, ...func(*sdk.Options)) (*sdk.DescribeQueriesOutput, error)
}

var (
	_ client = (*sdk.Client)(nil)
	_ client = (*logs.Core)(nil)
)

const count = "stats count(*) as n"

// source is a Source that has its events for every group.
type source []cwli.Event

func (s source) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	if group == "/broken" {
		return errors.New("open bot.log: permission denied")
	}
	for i := range s {
		if err := yield(&s[i]); err != nil {
			return err
		}
	}
	return nil
}

// events returns a source with events at these milliseconds after noon.
func events(milliseconds ...int64) source {
	s := make(source, len(milliseconds))
	for i, ms := range milliseconds {
		s[i] = cwli.Event{Timestamp: noon.UnixMilli() + ms, Message: []byte("event")}
	}
	return s
}

// placed is a source whose events have a stream and the pointers of a file, as those of package
// logfile have.
type placed struct {
	stream   string
	messages []string
}

func (p placed) Each(_ context.Context, group string, yield func(*cwli.Event) error) error {
	for i, m := range p.messages {
		e := cwli.Event{
			Timestamp: noon.UnixMilli() + int64(i), Stream: p.stream, Message: []byte(m), Place: int64(i),
			PtrOf: func(place int64) string { return fmt.Sprintf("%s:0-%d", group, place) },
		}
		if err := yield(&e); err != nil {
			return err
		}
	}
	return nil
}

// putIn adds messages to a new stream of group /bot, one a second from eleven o'clock.
func (a *account) putIn(stream string, messages ...string) {
	a.t.Helper()
	group := "/bot"
	in := &sdk.PutLogEventsInput{LogGroupName: &group, LogStreamName: &stream}
	for i, m := range messages {
		at := noon.Add(-time.Hour + time.Duration(i)*time.Second)
		in.LogEvents = append(in.LogEvents, types.InputLogEvent{Message: &m, Timestamp: aws.Int64(at.UnixMilli())})
	}
	_, err1 := a.CreateLogStream(a.t.Context(), &sdk.CreateLogStreamInput{LogGroupName: &group, LogStreamName: &stream})
	_, err2 := a.PutLogEvents(a.t.Context(), in)
	if err := errors.Join(err1, err2); err != nil {
		a.t.Fatal(err)
	}
}

// inputEvents are messages at noon.
func inputEvents(messages ...string) (all []types.InputLogEvent) {
	for _, m := range messages {
		all = append(all, types.InputLogEvent{Message: &m, Timestamp: aws.Int64(noon.UnixMilli())})
	}
	return all
}
