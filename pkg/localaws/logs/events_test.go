package logs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestCore_PutLogEvents(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration, message string) types.InputLogEvent {
		return types.InputLogEvent{Message: &message, Timestamp: aws.Int64(noon.Add(d).UnixMilli())}
	}
	const day = 24 * time.Hour
	tests := map[string]struct {
		group, stream string
		events        []types.InputLogEvent
		code, text    string
	}{
		"no group":       {"/none", "stream", []types.InputLogEvent{at(0, "x")}, "ResourceNotFoundException", "The specified log group does not exist."},
		"no stream":      {"/bot", "none", []types.InputLogEvent{at(0, "x")}, "ResourceNotFoundException", "The specified log stream does not exist."},
		"no events":      {"/bot", "stream", nil, "InvalidParameterException", "0 events"},
		"no time":        {"/bot", "stream", []types.InputLogEvent{{Message: aws.String("x")}}, "InvalidParameterException", "logEvents.1"},
		"empty message":  {"/bot", "stream", []types.InputLogEvent{at(0, "x"), at(0, "")}, "InvalidParameterException", "logEvents.2"},
		"out of order":   {"/bot", "stream", []types.InputLogEvent{at(0, "x"), at(-1, "y"), at(-time.Second, "z")}, "InvalidParameterException", "chronological order"},
		"over a day":     {"/bot", "stream", []types.InputLogEvent{at(-day, "x"), at(time.Second, "y")}, "InvalidParameterException", "span more than 24 hours"},
		"over a MiB":     {"/bot", "stream", []types.InputLogEvent{at(0, strings.Repeat("x", 1<<20))}, "InvalidParameterException", "Upload too large"},
		"too many":       {"/bot", "stream", make([]types.InputLogEvent, 10_001), "InvalidParameterException", "10001 events"},
		"same time, all": {"/bot", "stream", []types.InputLogEvent{at(0, "x"), at(0, "y")}, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, logs.Quotas{})
			a.put("/bot", "first")
			_, err := a.PutLogEvents(t.Context(), &sdk.PutLogEventsInput{LogGroupName: &tt.group, LogStreamName: &tt.stream, LogEvents: tt.events})
			if tt.code != "" {
				wantError(t, err, tt.code, tt.text)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

// The token is also in an answer with rejected events: LocalStack's record of AWS of 11 February 2026.
func TestCore_PutLogEvents_nextSequenceToken(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "first")
	for _, at := range []time.Duration{0, -15 * 24 * time.Hour} {
		in := &sdk.PutLogEventsInput{LogGroupName: aws.String("/bot"), LogStreamName: aws.String("stream"), LogEvents: inputEvents("x")}
		in.LogEvents[0].Timestamp = aws.Int64(noon.Add(at).UnixMilli())
		out, err := a.PutLogEvents(t.Context(), in)
		if err != nil || len(aws.ToString(out.NextSequenceToken)) != 56 || (out.RejectedLogEventsInfo != nil) != (at < 0) {
			t.Errorf("%v: %+v, %v; want a token of 56 digits", at, out, err)
		}
	}
}

func TestCore_PutLogEvents_too_old_or_too_new(t *testing.T) {
	t.Parallel()
	put := func(a *account, at time.Duration) *types.RejectedLogEventsInfo {
		t.Helper()
		in := &sdk.PutLogEventsInput{LogGroupName: aws.String("/bot"), LogStreamName: aws.String("stream")}
		for i := range 3 {
			event := noon.Add(at + time.Duration(i)*time.Minute).UnixMilli()
			in.LogEvents = append(in.LogEvents, types.InputLogEvent{Message: aws.String("late"), Timestamp: &event})
		}
		out, err := a.PutLogEvents(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return out.RejectedLogEventsInfo
	}
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "first")
	if got := put(a, -14*24*time.Hour-90*time.Second); *got.TooOldLogEventEndIndex != 2 || got.TooNewLogEventStartIndex != nil {
		t.Errorf("too old: %+v, want the first two", got)
	}
	if got := put(a, 2*time.Hour-90*time.Second); *got.TooNewLogEventStartIndex != 2 || got.TooOldLogEventEndIndex != nil {
		t.Errorf("too new: %+v, want the last", got)
	}
	if got := put(a, 0); got != nil {
		t.Errorf("rejected %+v of events of now", got)
	}
	in := startInput(`filter @message = "late" | stats count(*) as n`)
	in.StartTime = aws.Int64(noon.Add(-30 * 24 * time.Hour).Unix())
	out, err := a.StartQuery(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	a.runJobs()
	if got := show(a.results(*out.QueryId).Results); got != "n=6\n" {
		t.Errorf("kept %q, want 6", got)
	}
}
