package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestCore_DeleteLogGroup(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1", "2")
	a.AttachSource("/files", placed{"bot.log", []string{"a"}})
	started := a.start(count)
	for _, group := range []string{"/bot", "/files"} {
		if _, err := a.DeleteLogGroup(t.Context(), &sdk.DeleteLogGroupInput{LogGroupName: &group}); err != nil {
			t.Errorf("%s: %v", group, err)
		}
		_, err := a.DeleteLogGroup(t.Context(), &sdk.DeleteLogGroupInput{LogGroupName: &group})
		wantError(t, err, "ResourceNotFoundException", "The specified log group does not exist.")
	}
	a.runJobs()
	if got := show(a.results(started).Results); got != "n=2\n" {
		t.Errorf("a query that was started before reads %q", got)
	}
	_, err := a.StartQuery(t.Context(), startInput(count))
	wantError(t, err, "ResourceNotFoundException", "/bot")
	a.put("/bot", "new")
	if got, _ := a.filter(&sdk.FilterLogEventsInput{LogGroupName: aws.String("/bot")}); got != "new" {
		t.Errorf("a new group of the same name has %s", got)
	}
}

func TestCore_DeleteLogStream(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1", "2")
	a.putIn("other", "x")
	started := a.start(count)
	in := &sdk.DeleteLogStreamInput{LogGroupName: aws.String("/bot"), LogStreamName: aws.String("stream")}
	if _, err := a.DeleteLogStream(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	a.runJobs()
	if got := show(a.results(started).Results); got != "n=3\n" {
		t.Errorf("a query that was started before reads %q", got)
	}
	if got, _ := a.filter(&sdk.FilterLogEventsInput{LogGroupName: aws.String("/bot")}); got != "x" {
		t.Errorf("left: %s", got)
	}
	out, err := a.DescribeLogGroups(t.Context(), &sdk.DescribeLogGroupsInput{})
	if err != nil || *out.LogGroups[0].StoredBytes != 27 {
		t.Errorf("groups %+v, %v; want 27 bytes", out, err)
	}
	_, err = a.DeleteLogStream(t.Context(), in)
	wantError(t, err, "ResourceNotFoundException", "The specified log stream does not exist.")
	in.LogGroupName = aws.String("/none")
	_, err = a.DeleteLogStream(t.Context(), in)
	wantError(t, err, "ResourceNotFoundException", "The specified log group does not exist.")
	in.LogStreamName = nil
	_, err = a.DeleteLogStream(t.Context(), in)
	wantError(t, err, "InvalidParameterException", "'logStreamName'")
}
