package logs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// get returns the messages of a call, and its answer.
func (a *account) get(in *sdk.GetLogEventsInput) (messages string, out *sdk.GetLogEventsOutput) {
	a.t.Helper()
	out, err := a.GetLogEvents(a.t.Context(), in)
	if err != nil {
		a.t.Fatal(err)
	}
	var all []string
	for _, e := range out.Events {
		all = append(all, *e.Message)
	}
	return strings.Join(all, ","), out
}

// The tokens lead both ways; at an end they stay as they were given (API_GetLogEvents).
func TestCore_GetLogEvents(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "a", "b", "c", "d", "e")
	a.putIn("other", "x")
	of := func(token *string) *sdk.GetLogEventsInput {
		return &sdk.GetLogEventsInput{LogGroupName: aws.String("/bot"), LogStreamName: aws.String("stream"), Limit: aws.Int32(2), NextToken: token}
	}
	newest, out := a.get(of(nil))
	if newest != "d,e" {
		t.Errorf("newest %s", newest)
	}
	end, after := a.get(of(out.NextForwardToken))
	if end != "" || *after.NextForwardToken != *out.NextForwardToken {
		t.Errorf("after the end: %s, token %s, want %s", end, *after.NextForwardToken, *out.NextForwardToken)
	}
	before, out := a.get(of(out.NextBackwardToken))
	first, out := a.get(of(out.NextBackwardToken))
	none, begin := a.get(of(out.NextBackwardToken))
	again, _ := a.get(of(begin.NextForwardToken))
	if before != "b,c" || first != "a" || none != "" || *begin.NextBackwardToken != *out.NextBackwardToken || again != "b,c" {
		t.Errorf("backward: %s, %s, %s and forward: %s", before, first, none, again)
	}
	head := of(nil)
	head.StartFromHead = aws.Bool(true)
	if got, _ := a.get(head); got != "a,b" {
		t.Errorf("from the head: %s", got)
	}
	head.Limit, head.StartTime, head.EndTime = nil, aws.Int64(noon.Add(-time.Hour).UnixMilli()), aws.Int64(noon.Add(-time.Hour+2*time.Second).UnixMilli())
	if got, _ := a.get(head); got != "a,b" {
		t.Errorf("in a range: %s, want it without its end", got)
	}
}

// A poller that reads an empty stream gets what comes later.
func TestCore_GetLogEvents_empty(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	in := &sdk.GetLogEventsInput{LogGroupName: aws.String("/bot"), LogStreamName: aws.String("new")}
	if _, err := a.CreateLogStream(t.Context(), &sdk.CreateLogStreamInput{LogGroupName: in.LogGroupName, LogStreamName: in.LogStreamName}); err != nil {
		t.Fatal(err)
	}
	got, out := a.get(in)
	if got != "" || out.NextForwardToken == nil || out.NextBackwardToken == nil {
		t.Errorf("%s, %v", got, out)
	}
	put := &sdk.PutLogEventsInput{LogGroupName: in.LogGroupName, LogStreamName: in.LogStreamName}
	put.LogEvents = inputEvents("later")
	if _, err := a.PutLogEvents(t.Context(), put); err != nil {
		t.Fatal(err)
	}
	in.NextToken = out.NextForwardToken
	if got, _ := a.get(in); got != "later" {
		t.Errorf("later: %s", got)
	}
}

func TestCore_GetLogEvents_of_a_source(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/files", placed{"bot.log", []string{"a", "b"}})
	in := &sdk.GetLogEventsInput{LogGroupIdentifier: aws.String("/files"), LogStreamName: aws.String("bot.log")}
	if got, _ := a.get(in); got != "a,b" {
		t.Errorf("got %s", got)
	}
	in.LogStreamName = aws.String("none")
	_, err := a.GetLogEvents(t.Context(), in)
	wantError(t, err, "ResourceNotFoundException", "The specified log stream does not exist.")
}

// Sources of the texts: moto, tests/test_logs/test_logs.py.
func TestCore_GetLogEvents_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	bot, stream := aws.String("/bot"), aws.String("stream")
	for _, tt := range []struct {
		in         sdk.GetLogEventsInput
		code, text string
	}{
		{sdk.GetLogEventsInput{LogGroupName: aws.String("/none"), LogStreamName: stream}, "ResourceNotFoundException", "log group"},
		{sdk.GetLogEventsInput{LogGroupName: bot, LogStreamName: aws.String("none")}, "ResourceNotFoundException", "log stream"},
		{sdk.GetLogEventsInput{LogGroupName: bot}, "InvalidParameterException", "'logStreamName'"},
		{sdk.GetLogEventsInput{LogStreamName: stream}, "InvalidParameterException", "logGroupIdentifier"},
		{sdk.GetLogEventsInput{LogGroupName: bot, LogStreamName: stream, Limit: aws.Int32(10_001)}, "InvalidParameterException", "Member must have value less than or equal to 10000"},
		{sdk.GetLogEventsInput{LogGroupName: bot, LogStreamName: stream, EndTime: aws.Int64(-1)}, "InvalidParameterException", "'endTime'"},
		{sdk.GetLogEventsInput{LogGroupName: bot, LogStreamName: stream, Unmask: true}, "InvalidParameterException", "GetLogEvents.Unmask"},
		{sdk.GetLogEventsInput{LogGroupName: bot, LogStreamName: stream, NextToken: aws.String("not-existing-token")}, "InvalidParameterException", "The specified nextToken is invalid."},
		{sdk.GetLogEventsInput{LogGroupName: bot, LogStreamName: stream, NextToken: aws.String("n/00000000000000000000/x")}, "InvalidParameterException", "The specified nextToken is invalid."},
	} {
		_, err := a.GetLogEvents(t.Context(), &tt.in)
		wantError(t, err, tt.code, tt.text)
	}
}
