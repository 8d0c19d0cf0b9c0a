package logs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func (a *account) streamNames(in *sdk.DescribeLogStreamsInput) (names, token string) {
	a.t.Helper()
	out, err := a.DescribeLogStreams(a.t.Context(), in)
	if err != nil {
		a.t.Fatal(err)
	}
	var all []string
	for _, s := range out.LogStreams {
		all = append(all, *s.LogStreamName)
	}
	return strings.Join(all, " "), aws.ToString(out.NextToken)
}

func TestCore_DescribeLogStreams(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1", "2", "3")
	a.putIn("a", "1", "2")
	a.putIn("b", "1")
	group := aws.String("/bot")
	for name, tt := range map[string]struct {
		in   sdk.DescribeLogStreamsInput
		want string
	}{
		"all, by name":       {sdk.DescribeLogStreamsInput{LogGroupName: group}, "a b stream"},
		"descending":         {sdk.DescribeLogStreamsInput{LogGroupName: group, Descending: aws.Bool(true)}, "stream b a"},
		"by last event time": {sdk.DescribeLogStreamsInput{LogGroupName: group, OrderBy: types.OrderByLastEventTime}, "b a stream"},
		"newest first":       {sdk.DescribeLogStreamsInput{LogGroupName: group, OrderBy: types.OrderByLastEventTime, Descending: aws.Bool(true)}, "stream a b"},
		"prefix":             {sdk.DescribeLogStreamsInput{LogGroupName: group, LogStreamNamePrefix: aws.String("str")}, "stream"},
		"ARN":                {sdk.DescribeLogStreamsInput{LogGroupIdentifier: aws.String("arn:aws:logs:us-east-1:000000000000:log-group:/bot")}, "a b stream"},
	} {
		if got, token := a.streamNames(&tt.in); got != tt.want || token != "" {
			t.Errorf("%s: %s, token %q; want %s", name, got, token, tt.want)
		}
	}
	in := &sdk.DescribeLogStreamsInput{LogGroupName: group, Limit: aws.Int32(2)}
	first, token := a.streamNames(in)
	in.NextToken = &token
	if second, token := a.streamNames(in); first != "a b" || second != "stream" || token != "" {
		t.Errorf("pages %q and %q, then %q", first, second, token)
	}
	a.pass(25 * time.Hour)
	_, err := a.DescribeLogStreams(t.Context(), in)
	wantError(t, err, "InvalidParameterException", "nextToken is invalid")
}

func TestCore_DescribeLogStreams_fields(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1", "2")
	out, err := a.DescribeLogStreams(t.Context(), &sdk.DescribeLogStreamsInput{LogGroupName: aws.String("/bot")})
	if err != nil {
		t.Fatal(err)
	}
	want := types.LogStream{
		LogStreamName:       aws.String("stream"),
		Arn:                 aws.String("arn:aws:logs:us-east-1:000000000000:log-group:/bot:log-stream:stream"),
		CreationTime:        aws.Int64(noon.UnixMilli()),
		FirstEventTimestamp: aws.Int64(noon.Add(-time.Hour).UnixMilli()),
		LastEventTimestamp:  aws.Int64(noon.Add(-time.Hour + time.Second).UnixMilli()),
		LastIngestionTime:   aws.Int64(noon.UnixMilli()),
		StoredBytes:         aws.Int64(0), //nolint:staticcheck // AWS still sends it, and clients read it
		UploadSequenceToken: out.LogStreams[0].UploadSequenceToken,
	}
	if diff := cmp.Diff(want, out.LogStreams[0], cmp.AllowUnexported(types.LogStream{})); diff != "" {
		t.Errorf("stream (-want +got):\n%s", diff)
	}
}

// The streams of files are those of their events.
func TestCore_DescribeLogStreams_of_a_source(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/files", placed{"bot.log", []string{"a", "b"}})
	if got, _ := a.streamNames(&sdk.DescribeLogStreamsInput{LogGroupName: aws.String("/files")}); got != "bot.log" {
		t.Errorf("streams %q", got)
	}
}

// Sources of the texts: moto, tests/test_logs/test_logs.py.
func TestCore_DescribeLogStreams_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	group := aws.String("/bot")
	for _, tt := range []struct {
		in         sdk.DescribeLogStreamsInput
		code, text string
	}{
		{sdk.DescribeLogStreamsInput{LogGroupName: aws.String("/none")}, "ResourceNotFoundException", "The specified log group does not exist."},
		{sdk.DescribeLogStreamsInput{}, "InvalidParameterException", "logGroupName and logGroupIdentifier"},
		{sdk.DescribeLogStreamsInput{LogGroupName: group, LogGroupIdentifier: group}, "InvalidParameterException", "logGroupName and logGroupIdentifier"},
		{sdk.DescribeLogStreamsInput{LogGroupIdentifier: aws.String("/bot:*")}, "InvalidParameterException", `1 validation error detected: Value '/bot:*' at 'logGroupIdentifier' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w#+=/:,.@-]*`},
		{sdk.DescribeLogStreamsInput{LogGroupName: group, Limit: aws.Int32(51)}, "InvalidParameterException", "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50"},
		{sdk.DescribeLogStreamsInput{LogGroupName: group, OrderBy: "sth"}, "InvalidParameterException", "Value 'sth' at 'orderBy' failed to satisfy constraint: Member must satisfy enum value set: [LogStreamName, LastEventTime]"},
		{sdk.DescribeLogStreamsInput{LogGroupName: group, OrderBy: types.OrderByLastEventTime, LogStreamNamePrefix: group}, "InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix."},
		{sdk.DescribeLogStreamsInput{LogGroupName: group, NextToken: aws.String("x")}, "InvalidParameterException", "nextToken is invalid"},
	} {
		_, err := a.DescribeLogStreams(t.Context(), &tt.in)
		wantError(t, err, tt.code, tt.text)
	}
}
