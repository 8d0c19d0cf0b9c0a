package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestCore_AttachCatchAll(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "put", "put")
	a.AttachSource("/own", events(0))
	a.AttachCatchAll(events(0, 1, 2))
	tests := []struct {
		groups  []string
		want    string
		scanned int
	}{
		{[]string{"/bot"}, "log=000000000000:/bot n=5\n", 1},
		{[]string{"/own"}, "log=000000000000:/own n=1\n", 1},
		{[]string{"/any/name"}, "log=000000000000:/any/name n=3\n", 1},
		{[]string{"arn:aws:logs:us-east-1:000000000000:log-group:/own"}, "log=000000000000:/own n=1\n", 1},
		{[]string{"/own", "arn:aws:logs:us-east-1:000000000000:log-group:/own", "/own"}, "log=000000000000:/own n=1\n", 1},
		{[]string{"/own", "/bot"}, "log=000000000000:/bot n=5\nlog=000000000000:/own n=1\n", 2},
	}
	for _, tt := range tests {
		in := startInput("stats count(*) as n by @log as log | sort log asc")
		in.LogGroupName, in.LogGroupIdentifiers = nil, tt.groups
		out, err := a.StartQuery(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		a.runJobs()
		got := a.results(*out.QueryId)
		if show(got.Results) != tt.want || got.Statistics.LogGroupsScanned != float64(tt.scanned) {
			t.Errorf("%v: got %q of %v groups, want %q of %d", tt.groups, show(got.Results), got.Statistics.LogGroupsScanned, tt.want, tt.scanned)
		}
	}
}

func TestCore_AttachCatchAll_for_several_groups(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/own", events(0))
	a.AttachCatchAll(events(0))
	in := startInput(count)
	in.LogGroupName, in.LogGroupIdentifiers = nil, []string{"/x", "/own", "/y"}
	_, err := a.StartQuery(t.Context(), in)
	wantError(t, err, "InvalidParameterException", "log groups /x, /y have the same events")
}

func TestCore_AttachSource(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.AttachSource("/bot", events(0))
	a.put("/bot", "put")
	id := a.start(count)
	a.runJobs()
	if got := show(a.results(id).Results); got != "n=2\n" {
		t.Errorf("got %s, want the event of the source and the one that was put", got)
	}
	in := startInput(count)
	in.LogGroupName = aws.String("/other")
	_, err := a.StartQuery(t.Context(), in)
	wantError(t, err, "ResourceNotFoundException", "/other")
}

// SOURCE selects log groups by the begin of their names, those that have a source and those
// that were created. One that selects none reads none, and its statistics say so.
func TestCore_StartQuery_by_prefix(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/aws/lambda/wide-1", "put", "put")
	a.AttachSource("/aws/lambda/wide-2", events(0))
	a.AttachSource("/aws/lambda/wide-3", events(0, 1, 2))
	a.AttachSource("/aws/lambda/other", events(0))
	for prefix, want := range map[string]struct {
		rows    string
		scanned float64
	}{
		"/aws/lambda/wide-": {"n=6\n", 3},
		"/aws/lambda/":      {"n=7\n", 4},
		"/aws/lambda/none-": {"", 0},
	} {
		in := startInput("SOURCE logGroups(namePrefix: [\"" + prefix + "\"]) |\n" + count)
		in.LogGroupName = nil
		out, err := a.StartQuery(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		a.runJobs()
		got := a.results(*out.QueryId)
		if show(got.Results) != want.rows || got.Statistics.LogGroupsScanned != want.scanned {
			t.Errorf("%s: %q of %v log groups, want %q of %v", prefix, show(got.Results), got.Statistics.LogGroupsScanned, want.rows, want.scanned)
		}
	}
}

// The stand-in keeps no tags and no classes of log groups, and says so.
func TestCore_StartQuery_by_tag(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	for source, words := range map[string]string{
		`SOURCE logGroupTags([{"key": "team", "values": ["a"]}])`:            "`SOURCE` with tags or data sources is not supported here",
		`SOURCE logGroups(namePrefix: ["/a"], class: ["INFREQUENT_ACCESS"])`: "`SOURCE` with classes other than STANDARD is not supported here",
	} {
		in := startInput(source + " |\n" + count)
		in.LogGroupName = nil
		_, err := a.StartQuery(t.Context(), in)
		wantError(t, err, "MalformedQueryException", words)
	}
}
