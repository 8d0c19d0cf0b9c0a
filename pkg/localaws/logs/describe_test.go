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

func TestCore_DescribeQueries(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "hello")
	complete := a.start(count)
	a.runJobs()
	other := startInput(count)
	other.LogGroupName, other.LogGroupNames = nil, []string{"/other", "/bot"}
	a.AttachSource("/other", events())
	out, err := a.StartQuery(t.Context(), other)
	if err != nil {
		t.Fatal(err)
	}
	running := *out.QueryId
	a.TakeJobs()
	scheduled := a.start(count)
	names := map[string]string{complete: "complete", running: "running", scheduled: "scheduled"}
	tests := map[string]struct {
		in   sdk.DescribeQueriesInput
		want string
	}{
		"all, newest first": {sdk.DescribeQueriesInput{}, "scheduled running complete"},
		"Running":           {sdk.DescribeQueriesInput{Status: types.QueryStatusRunning}, "running"},
		"Scheduled":         {sdk.DescribeQueriesInput{Status: types.QueryStatusScheduled}, "scheduled"},
		"Complete":          {sdk.DescribeQueriesInput{Status: types.QueryStatusComplete}, "complete"},
		"Failed":            {sdk.DescribeQueriesInput{Status: types.QueryStatusFailed}, ""},
		"a group":           {sdk.DescribeQueriesInput{LogGroupName: aws.String("/other")}, "running"},
		"another language":  {sdk.DescribeQueriesInput{QueryLanguage: types.QueryLanguagePpl}, ""},
		"two":               {sdk.DescribeQueriesInput{MaxResults: aws.Int32(2)}, "scheduled running +"},
	}
	for name, tt := range tests {
		out, err := a.DescribeQueries(t.Context(), &tt.in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, q := range out.Queries {
			got = append(got, names[*q.QueryId])
		}
		if out.NextToken != nil {
			got = append(got, "+")
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %q, want %q", name, s, tt.want)
		}
	}
}

func TestCore_DescribeQueries_fields(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "hello")
	id := a.start(count + " # fanlight bot-usage@2026-01-02T12:30:00Z 1 0 5d")
	a.pass(time.Second)
	job := a.TakeJobs()[0]
	a.pass(2 * time.Second)
	a.Finish(job, job.Run(t.Context()))
	a.pass(time.Minute)
	out, err := a.DescribeQueries(t.Context(), &sdk.DescribeQueriesInput{})
	if err != nil {
		t.Fatal(err)
	}
	want := []types.QueryInfo{{
		QueryId:       &id,
		QueryString:   aws.String(`SOURCE "/bot" START=1767312000000 END=1767398400999 | stats count(*) as n # fanlight bot-usage@2026-01-02T12:30:00Z 1 0 5d`),
		QueryLanguage: types.QueryLanguageCwli,
		LogGroupName:  aws.String("/bot"),
		Status:        types.QueryStatusComplete,
		CreateTime:    aws.Int64(noon.UnixMilli()),
		QueryDuration: aws.Int64(2000),
		BytesScanned:  aws.Float64(5),
	}}
	if diff := cmp.Diff(want, out.Queries, cmp.AllowUnexported(types.QueryInfo{})); diff != "" {
		t.Errorf("queries (-want +got):\n%s", diff)
	}
}

func TestCore_DescribeQueries_pages_with_new_queries(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "hello")
	first, second, third := a.start(count), a.start(count), a.start(count)
	var got []string
	in := &sdk.DescribeQueriesInput{MaxResults: aws.Int32(1)}
	for {
		out, err := a.DescribeQueries(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, *out.Queries[0].QueryId)
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
		a.start(count)
	}
	if diff := cmp.Diff([]string{third, second, first}, got); diff != "" {
		t.Errorf("queries (-want +got):\n%s", diff)
	}
}

func TestCore_DescribeQueries_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	for _, tt := range []struct {
		in   sdk.DescribeQueriesInput
		text string
	}{
		{sdk.DescribeQueriesInput{MaxResults: aws.Int32(1001)}, "'1001'"},
		{sdk.DescribeQueriesInput{Status: "Done"}, "'Done'"},
		{sdk.DescribeQueriesInput{NextToken: aws.String("bogus")}, "nextToken"},
	} {
		_, err := a.DescribeQueries(t.Context(), &tt.in)
		wantError(t, err, "InvalidParameterException", tt.text)
	}
}

// TestCore_DescribeQueries_no_group lists a query whose SOURCE selects no log group.
func TestCore_DescribeQueries_no_group(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	in := startInput("SOURCE logGroups(namePrefix: ['/none']) | fields @message")
	in.LogGroupName, in.LogGroupNames = nil, nil
	if _, err := a.StartQuery(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	out, err := a.DescribeQueries(t.Context(), &sdk.DescribeQueriesInput{})
	if err != nil || len(out.Queries) != 1 || out.Queries[0].LogGroupName != nil {
		t.Errorf("listed %+v, %v", out, err)
	}
}
