package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// pointers returns @ptr of the rows of a query over groups.
func (a *account) pointers(groups ...string) (all []string) {
	a.t.Helper()
	in := startInput("fields @log")
	in.LogGroupName, in.LogGroupNames = nil, groups
	out, err := a.StartQuery(a.t.Context(), in)
	if err != nil {
		a.t.Fatal(err)
	}
	a.runJobs()
	for _, row := range a.results(*out.QueryId).Results {
		all = append(all, *row[len(row)-1].Value)
	}
	return all
}

// "@ptr" identifies a record (API_GetLogRecord), whatever group and file it is from.
func TestCore_GetLogRecord(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/put", `{"level":"ERROR","user":{"id":7,"admin":true},"tags":["x"],"none":null}`)
	a.AttachSource("/a", placed{"bot.log", []string{"one"}})
	a.AttachSource("/b", placed{"bot.log", []string{"two"}})
	seen := map[string]bool{}
	for _, pointer := range a.pointers("/put", "/a", "/b") {
		if seen[pointer] {
			t.Errorf("pointer %s twice", pointer)
		}
		seen[pointer] = true
		out, err := a.GetLogRecord(t.Context(), &sdk.GetLogRecordInput{LogRecordPointer: &pointer})
		if err != nil {
			t.Errorf("%s: %v", pointer, err)
			continue
		}
		log := out.LogRecord["@log"]
		if out.LogRecord["@ptr"] != pointer || seen[log] {
			t.Errorf("%s leads to %v", pointer, out.LogRecord)
		}
		if seen[log] = true; strings.HasSuffix(log, "/put") {
			want := map[string]string{
				"@timestamp": "1767351600000", "@ingestionTime": "1767355200000", "@log": "000000000000:/put", "@logStream": "stream", "@ptr": pointer,
				"@message": `{"level":"ERROR","user":{"id":7,"admin":true},"tags":["x"],"none":null}`,
				"level":    "ERROR", "user.id": "7", "user.admin": "1", "tags.0": "x",
			}
			if diff := cmp.Diff(want, out.LogRecord); diff != "" {
				t.Errorf("record (-want +got):\n%s", diff)
			}
		}
	}
	if len(seen) != 6 {
		t.Errorf("%d pointers and groups, want 3 of each: %v", len(seen), seen)
	}
}

func TestCore_GetLogRecord_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/a", placed{"bot.log", []string{"one"}})
	for pointer, want := range map[string]string{"": "'logRecordPointer'", "/a:0-7": "points to no log event", "/none:0-0": "points to no log event", "x": "points to no log event"} {
		_, err := a.GetLogRecord(t.Context(), &sdk.GetLogRecordInput{LogRecordPointer: &pointer})
		wantError(t, err, "InvalidParameterException", want)
	}
	_, err := a.GetLogRecord(t.Context(), &sdk.GetLogRecordInput{LogRecordPointer: aws.String("x"), Unmask: true})
	wantError(t, err, "InvalidParameterException", "GetLogRecord.Unmask")
}
