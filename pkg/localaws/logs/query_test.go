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
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

const count = "stats count(*) as n"

func TestQueryRunsOverWhatWasPut(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", `{"is_group":1}`, `{"is_group":true}`, `{"is_group":0}`, `START`)
	id := a.start("filter (is_group=1) | stats count(*) as calls")
	a.wantStatus(id, types.QueryStatusScheduled)
	jobs := a.TakeJobs()
	a.wantStatus(id, types.QueryStatusRunning)
	a.put("/later", "unseen")
	a.Finish(jobs[0], jobs[0].Run(t.Context()))
	out := a.results(id)
	if got := show(out.Results); out.Status != types.QueryStatusComplete || got != "calls=2\n" {
		t.Errorf("%s with %q, want Complete with calls=2", out.Status, got)
	}
	want := &types.QueryStatistics{BytesScanned: 14 + 17 + 14 + 5, RecordsScanned: 4, RecordsMatched: 2, LogGroupsScanned: 1, ResultCount: 1}
	if diff := cmp.Diff(want, out.Statistics, cmp.AllowUnexported(types.QueryStatistics{})); diff != "" {
		t.Errorf("statistics (-want +got):\n%s", diff)
	}
}

func TestBothEndsOfTheRangeAreInclusiveSeconds(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/bot", events(-1, 0, 999, 1000, 1999, 2000))
	for unit, factor := range map[string]int64{"seconds": 1, "milliseconds": 1000} {
		in := ask("stats min(@timestamp) as first, max(@timestamp) as last, count(*) as n")
		in.StartTime, in.EndTime = aws.Int64(noon.Unix()*factor), aws.Int64((noon.Unix()+1)*factor)
		if unit == "milliseconds" {
			*in.EndTime += 999
		}
		out, err := a.StartQuery(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		a.runJobs()
		if got := show(a.results(*out.QueryId).Results); !strings.HasSuffix(got, "n=4\n") {
			t.Errorf("%s: got %s, want the four events from 0 to 1999 ms", unit, got)
		}
	}
}

// source is a Source of these events, for every group.
type source []cwli.Event

// events are so many milliseconds after noon.
func events(milliseconds ...int64) source {
	s := make(source, len(milliseconds))
	for i, ms := range milliseconds {
		s[i] = cwli.Event{Timestamp: noon.UnixMilli() + ms, Message: []byte("event")}
	}
	return s
}

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

func TestSources(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "put", "put")
	a.AttachSource("/own", events(0))
	a.AttachCatchAll(events(0, 1, 2))
	tests := []struct {
		groups []string
		want   string
	}{
		{[]string{"/bot"}, "log=000000000000:/bot n=5\n"},
		{[]string{"/own"}, "log=000000000000:/own n=1\n"},
		{[]string{"/any/name"}, "log=000000000000:/any/name n=3\n"},
		{[]string{"arn:aws:logs:us-east-1:000000000000:log-group:/own"}, "log=000000000000:/own n=1\n"},
		{[]string{"/own", "/bot"}, "log=000000000000:/bot n=5\nlog=000000000000:/own n=1\n"},
	}
	for _, tt := range tests {
		in := ask("stats count(*) as n by @log as log | sort log asc")
		in.LogGroupName, in.LogGroupIdentifiers = nil, tt.groups
		out, err := a.StartQuery(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		a.runJobs()
		got := a.results(*out.QueryId)
		if show(got.Results) != tt.want || got.Statistics.LogGroupsScanned != float64(len(tt.groups)) {
			t.Errorf("%v: got %q of %v groups, want %q", tt.groups, show(got.Results), got.Statistics.LogGroupsScanned, tt.want)
		}
	}
}

func TestUnreadableSourceFailsTheQuery(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/broken", events())
	in := ask(count)
	in.LogGroupName = aws.String("/broken")
	out, err := a.StartQuery(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	job := a.TakeJobs()[0]
	outcome := job.Run(t.Context())
	if want := "read the events of log group /broken: open bot.log: permission denied"; outcome.Err == nil || outcome.Err.Error() != want {
		t.Errorf("error %v, want %s", outcome.Err, want)
	}
	a.Finish(job, outcome)
	a.wantStatus(*out.QueryId, types.QueryStatusFailed)
}

func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	a.start(count)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if o := a.TakeJobs()[0].Run(ctx); !errors.Is(o.Err, context.Canceled) {
		t.Errorf("error %v, want that of the context", o.Err)
	}
}

func TestStartQueryRefuses(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	many := make([]string, 51)
	for i := range many {
		many[i] = "/bot"
	}
	tests := map[string]struct {
		change     func(*sdk.StartQueryInput)
		code, text string
	}{
		"no group":          {func(in *sdk.StartQueryInput) { in.LogGroupName = nil }, "InvalidParameterException", "not 0"},
		"two ways":          {func(in *sdk.StartQueryInput) { in.LogGroupNames = []string{"/bot"} }, "InvalidParameterException", "not 2"},
		"51 groups":         {func(in *sdk.StartQueryInput) { in.LogGroupName, in.LogGroupNames = nil, many }, "InvalidParameterException", "51 log groups"},
		"unknown group":     {func(in *sdk.StartQueryInput) { in.LogGroupName = aws.String("/x") }, "ResourceNotFoundException", "Log group '/x' does not exist for account ID '000000000000' (Service: AWSLogs; Status Code: 400;"},
		"ARN of elsewhere":  {func(in *sdk.StartQueryInput) { *in.LogGroupName = "arn:aws:logs:eu-west-1:1:log-group:/bot" }, "InvalidParameterException", "eu-west-1"},
		"end before start":  {func(in *sdk.StartQueryInput) { *in.EndTime = *in.StartTime - 1 }, "InvalidParameterException", "End time"},
		"no end":            {func(in *sdk.StartQueryInput) { in.EndTime = nil }, "InvalidParameterException", "endTime"},
		"too long":          {func(in *sdk.StartQueryInput) { *in.QueryString = strings.Repeat("é", 10_001) }, "InvalidParameterException", "10001 characters"},
		"too many rows":     {func(in *sdk.StartQueryInput) { in.Limit = aws.Int32(100_001) }, "InvalidParameterException", "'100001'"},
		"no rows":           {func(in *sdk.StartQueryInput) { in.Limit = aws.Int32(0) }, "InvalidParameterException", "'0'"},
		"another language":  {func(in *sdk.StartQueryInput) { in.QueryLanguage = types.QueryLanguageSql }, "InvalidParameterException", "StartQuery.QueryLanguage=SQL"},
		"malformed":         {func(in *sdk.StartQueryInput) { *in.QueryString = "filtr x = 1" }, "MalformedQueryException", "filtr"},
		"unsupported":       {func(in *sdk.StartQueryInput) { *in.QueryString = "pattern @message" }, "MalformedQueryException", "pattern"},
		"long, but allowed": {func(in *sdk.StartQueryInput) { *in.QueryString = count + " #" + strings.Repeat("x", 9_900) }, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := ask(count)
			tt.change(in)
			_, err := a.StartQuery(t.Context(), in)
			if tt.code != "" {
				wantError(t, err, tt.code, tt.text)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestMalformedQueryIsLocatedInCharacters(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	_, err := a.StartQuery(t.Context(), ask(`filter name = "é" | sorted x`))
	var malformed *types.MalformedQueryException
	if !errors.As(err, &malformed) {
		t.Fatalf("error %v, want MalformedQueryException", err)
	}
	at := malformed.QueryCompileError.Location
	if *at.StartCharOffset != 20 || *at.EndCharOffset != 26 {
		t.Errorf("located at %d to %d, want 20 to 26", *at.StartCharOffset, *at.EndCharOffset)
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	all := make([][]types.ResultField, 25_000)
	for i := range all {
		all[i] = []types.ResultField{{Field: aws.String("n"), Value: aws.String(fmt.Sprint(i))}}
	}
	a.AttachCatchAll(events())
	a.Script(func(logs.Query) logs.Execution { return logs.Execution{Outcome: logs.Outcome{Rows: all}} })
	in := &sdk.GetQueryResultsInput{QueryId: aws.String(a.start(count))}
	var got [][]types.ResultField
	var sizes []int
	for {
		out, err := a.GetQueryResults(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, out.Results...)
		sizes = append(sizes, len(out.Results))
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
	}
	if diff := cmp.Diff([]int{10_000, 10_000, 5_000}, sizes); diff != "" {
		t.Errorf("sizes (-want +got):\n%s", diff)
	}
	if show(got) != show(all) {
		t.Error("the pages together are not the rows")
	}
}

func TestPageTokens(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x", "y")
	first, second := a.start("fields @message"), a.start("fields @message")
	a.runJobs()
	page := func(id string, token *string, size int32) (*sdk.GetQueryResultsOutput, error) {
		return a.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryId: &id, NextToken: token, MaxItems: &size})
	}
	one, err := page(first, nil, 1)
	if err != nil || one.NextToken == nil {
		t.Fatalf("first page %v, error %v", one, err)
	}
	_, err = page(second, one.NextToken, 1)
	wantError(t, err, "InvalidParameterException", "nextToken")
	_, err = page(first, aws.String("bogus"), 1)
	wantError(t, err, "InvalidParameterException", "nextToken")
	_, err = page(first, nil, 10_001)
	wantError(t, err, "InvalidParameterException", "'10001'")
	a.pass(time.Hour)
	if two, err := page(first, one.NextToken, 1); err != nil || len(two.Results) != 1 || two.NextToken != nil {
		t.Errorf("second page after an hour: %v, error %v", two, err)
	}
	a.pass(time.Second)
	_, err = page(first, one.NextToken, 1)
	wantError(t, err, "InvalidParameterException", "expired")
}

func TestAnswersAreCopies(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	id := a.start(count)
	a.runJobs()
	a.results(id).Results[0][0] = types.ResultField{}
	a.results(id).Statistics.RecordsScanned = 7
	if out := a.results(id); show(out.Results) != "n=1\n" || out.Statistics.RecordsScanned != 1 {
		t.Errorf("a caller's change shows: %q, %v", show(out.Results), out.Statistics)
	}
}
