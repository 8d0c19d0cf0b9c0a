package logs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// filter returns the messages of a call, and its token.
func (a *account) filter(in *sdk.FilterLogEventsInput) (messages, token string) {
	a.t.Helper()
	out, err := a.FilterLogEvents(a.t.Context(), in)
	if err != nil {
		a.t.Fatal(err)
	}
	var all []string
	for _, e := range out.Events {
		all = append(all, *e.Message)
	}
	if out.SearchedLogStreams == nil || len(out.SearchedLogStreams) > 0 {
		a.t.Errorf("searched streams %v, want an empty list", out.SearchedLogStreams)
	}
	return strings.Join(all, ","), aws.ToString(out.NextToken)
}

func TestCore_FilterLogEvents(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "one", "two", "three")
	a.putIn("other", "ein", `{"n":2}`)
	eleven := noon.Add(-time.Hour).UnixMilli()
	group := aws.String("/bot")
	for name, tt := range map[string]struct {
		in   sdk.FilterLogEventsInput
		want string
	}{
		"all, by time":  {sdk.FilterLogEventsInput{}, `one,ein,two,{"n":2},three`},
		"terms":         {sdk.FilterLogEventsInput{FilterPattern: aws.String("?one ?three")}, "one,three"},
		"JSON":          {sdk.FilterLogEventsInput{FilterPattern: aws.String("{ $.n > 1 }")}, `{"n":2}`},
		"streams":       {sdk.FilterLogEventsInput{LogStreamNames: []string{"other"}}, `ein,{"n":2}`},
		"prefix":        {sdk.FilterLogEventsInput{LogStreamNamePrefix: aws.String("str")}, "one,two,three"},
		"ends included": {sdk.FilterLogEventsInput{StartTime: aws.Int64(eleven), EndTime: aws.Int64(eleven + 1000)}, `one,ein,two,{"n":2}`},
		"later":         {sdk.FilterLogEventsInput{StartTime: aws.Int64(eleven + 1)}, `two,{"n":2},three`},
		"from the tail": {sdk.FilterLogEventsInput{StartTime: aws.Int64(eleven), StartFromHead: aws.Bool(false)}, `three,{"n":2},two,ein,one`},
	} {
		tt.in.LogGroupName = group
		if got, token := a.filter(&tt.in); got != tt.want || token != "" {
			t.Errorf("%s: %s, token %q; want %s", name, got, token, tt.want)
		}
	}
}

func TestCore_FilterLogEvents_pages(t *testing.T) {
	t.Parallel()
	for _, head := range []bool{true, false} {
		a := newAccount(t, logs.Quotas{})
		a.put("/bot", "a", "b", "c", "d", "e")
		in := &sdk.FilterLogEventsInput{LogGroupName: aws.String("/bot"), Limit: aws.Int32(2), StartFromHead: &head, StartTime: aws.Int64(noon.Add(-2 * time.Hour).UnixMilli())}
		first, token := a.filter(in)
		in.NextToken, in.StartFromHead = &token, nil // the token has the direction
		a.putIn("late", "x")                         // comes before what was read, and moves nothing
		second, token := a.filter(in)
		in.NextToken = aws.String(token)
		third, token := a.filter(in)
		want := "a,b c,d e"
		if !head {
			want = "e,d c,b x,a"
		}
		if got := first + " " + second + " " + third; got != want || token != "" {
			t.Errorf("pages %s, token %q; want %s", got, token, want)
		}
		in.LogGroupName = aws.String("/other")
		a.put("/other", "x")
		_, err := a.FilterLogEvents(t.Context(), in)
		wantError(t, err, "InvalidParameterException", "nextToken is invalid")
	}
}

// API_FilterLogEvents: an answer has at most 1 MB.
func TestCore_FilterLogEvents_bytes(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", strings.Repeat("a", 400_000), strings.Repeat("b", 400_000))
	a.putIn("more", strings.Repeat("c", 400_000))
	got, token := a.filter(&sdk.FilterLogEventsInput{LogGroupName: aws.String("/bot")})
	if len(got) != 800_001 || token == "" {
		t.Errorf("%d bytes and token %q, want two events and a token", len(got), token)
	}
}

func TestCore_FilterLogEvents_of_a_source(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/files", placed{"bot.log", []string{"a", "b"}})
	if got, _ := a.filter(&sdk.FilterLogEventsInput{LogGroupName: aws.String("/files")}); got != "a,b" {
		t.Errorf("got %s", got)
	}
	a.AttachSource("/broken", events(0))
	if _, err := a.FilterLogEvents(t.Context(), &sdk.FilterLogEventsInput{LogGroupName: aws.String("/broken")}); err == nil || !strings.Contains(err.Error(), "/broken: open bot.log") {
		t.Errorf("error %v", err)
	}
}

func TestCore_FilterLogEvents_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	bot := aws.String("/bot")
	for _, tt := range []struct {
		in         sdk.FilterLogEventsInput
		code, text string
	}{
		{sdk.FilterLogEventsInput{LogGroupName: aws.String("/none")}, "ResourceNotFoundException", "The specified log group does not exist."},
		{sdk.FilterLogEventsInput{LogGroupName: bot, LogStreamNames: []string{"none"}}, "ResourceNotFoundException", "The specified log stream does not exist."},
		{sdk.FilterLogEventsInput{LogGroupName: bot, LogStreamNames: make([]string, 101)}, "InvalidParameterException", "at most 100"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, LogStreamNames: []string{"stream"}, LogStreamNamePrefix: bot}, "InvalidParameterException", "mutually exclusive"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, Limit: aws.Int32(10_001)}, "InvalidParameterException", "Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, Limit: aws.Int32(0)}, "InvalidParameterException", "Member must have value greater than or equal to 1"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, StartTime: aws.Int64(-1)}, "InvalidParameterException", "'startTime'"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, StartTime: aws.Int64(2), EndTime: aws.Int64(1)}, "InvalidParameterException", "before"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, StartFromHead: aws.Bool(false)}, "InvalidParameterException", "1 January 2024"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, FilterPattern: aws.String("[a, b]")}, "InvalidParameterException", "not implemented by the embedded stand-in: space-delimited"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, Unmask: true}, "InvalidParameterException", "FilterLogEvents.Unmask"},
		{sdk.FilterLogEventsInput{LogGroupName: bot, NextToken: aws.String("x@y")}, "InvalidParameterException", "nextToken is invalid"},
	} {
		_, err := a.FilterLogEvents(t.Context(), &tt.in)
		wantError(t, err, tt.code, tt.text)
	}
}
