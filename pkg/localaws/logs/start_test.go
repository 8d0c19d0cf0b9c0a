package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestCore_StartQuery_range(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/bot", events(-1, 0, 999, 1000, 1999, 2000))
	for unit, factor := range map[string]int64{"seconds": 1, "milliseconds": 1000} {
		in := startInput("stats min(@timestamp) as first, max(@timestamp) as last, count(*) as n")
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

func TestCore_StartQuery_refused(t *testing.T) {
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
		"no group":         {func(in *sdk.StartQueryInput) { in.LogGroupName = nil }, "InvalidParameterException", "not 0"},
		"two ways":         {func(in *sdk.StartQueryInput) { in.LogGroupNames = []string{"/bot"} }, "InvalidParameterException", "not 2"},
		"51 groups":        {func(in *sdk.StartQueryInput) { in.LogGroupName, in.LogGroupNames = nil, many }, "InvalidParameterException", "51 log groups"},
		"unknown group":    {func(in *sdk.StartQueryInput) { in.LogGroupName = aws.String("/x") }, "ResourceNotFoundException", "Log group '/x' does not exist for account ID '000000000000' (Service: AWSLogs; Status Code: 400;"},
		"ARN of elsewhere": {func(in *sdk.StartQueryInput) { *in.LogGroupName = "arn:aws:logs:eu-west-1:1:log-group:/bot" }, "InvalidParameterException", "eu-west-1"},
		"end before start": {func(in *sdk.StartQueryInput) { *in.EndTime = *in.StartTime - 1 }, "InvalidParameterException", "End time"},
		"no end":           {func(in *sdk.StartQueryInput) { in.EndTime = nil }, "InvalidParameterException", "endTime"},
		"too long":         {func(in *sdk.StartQueryInput) { *in.QueryString = strings.Repeat("é", 10_001) }, "InvalidParameterException", "10001 characters"},
		"too many rows":    {func(in *sdk.StartQueryInput) { in.Limit = aws.Int32(100_001) }, "InvalidParameterException", "'100001'"},
		"no rows":          {func(in *sdk.StartQueryInput) { in.Limit = aws.Int32(0) }, "InvalidParameterException", "'0'"},
		"another language": {func(in *sdk.StartQueryInput) { in.QueryLanguage = types.QueryLanguageSql }, "InvalidParameterException", "StartQuery.QueryLanguage=SQL"},
		"malformed":        {func(in *sdk.StartQueryInput) { *in.QueryString = "filtr x = 1" }, "MalformedQueryException", "filtr"},
		"unsupported":      {func(in *sdk.StartQueryInput) { *in.QueryString = "outlier ms" }, "MalformedQueryException", "outlier"},
		"two sources":      {func(in *sdk.StartQueryInput) { *in.QueryString = "SOURCE '/bot' | fields a" }, "InvalidParameterException", "Exactly one"},
		"no source":        {func(in *sdk.StartQueryInput) { in.LogGroupName = nil }, "InvalidParameterException", "Exactly one"},
		"unknown source": {func(in *sdk.StartQueryInput) {
			in.LogGroupName, in.QueryString = nil, aws.String("SOURCE '/x' | fields a")
		}, "ResourceNotFoundException", "'/x'"},
		"long, but allowed": {func(in *sdk.StartQueryInput) { *in.QueryString = count + " #" + strings.Repeat("x", 9_900) }, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := startInput(count)
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
