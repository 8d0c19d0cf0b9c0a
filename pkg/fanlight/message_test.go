package fanlight_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

var run = fanlight.Run{ID: "a@2026-01-02T12:30:00Z", Epoch: 2, Round: 3}

func TestNewQueryMessage(t *testing.T) {
	t.Parallel()
	q := fanlight.Query{Index: 16, ID: "q"}
	want := fanlight.QueryMessage{Version: 1, Run: run.ID, Epoch: 2, Shard: 1, Query: q}
	if diff := cmp.Diff(want, fanlight.NewQueryMessage(run, q)); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

func TestNewReportMessage(t *testing.T) {
	t.Parallel()
	want := fanlight.ReportMessage{Version: 1, Run: run.ID, Epoch: 2, Round: 1}
	if diff := cmp.Diff(want, fanlight.NewReportMessage(run, 1)); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

func TestQueryMessage_Body(t *testing.T) {
	t.Parallel()
	m := fanlight.NewQueryMessage(run, fanlight.Query{Index: 1, ID: "q", Text: "fields @message", LogGroups: []string{"/a"}, MaxRows: 7})
	const want = `{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":2,"shard":0,"query":{"index":1,"id":"q","query":"fields @message","log_groups":["/a"],"max_rows":7}}`
	if diff := cmp.Diff(want, m.Body()); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

func TestReportMessage_Body(t *testing.T) {
	t.Parallel()
	const want = `{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":2,"round":1}`
	if diff := cmp.Diff(want, fanlight.NewReportMessage(run, 1).Body()); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

// badMessages are refused by both parsers.
var badMessages = []struct{ body, words string }{
	{`{"version":2,"run":"a@2026-01-02T12:30:00Z","epoch":1}`, "version 2, this program reads 1"},
	{`{"run":"a@2026-01-02T12:30:00Z","epoch":1}`, "version 0"},
	{`{"version":1,"run":"a","epoch":1}`, `run "a"`},
	{`{"version":1,"run":"a@2026-01-02T12:30:00Z"}`, "epoch 0"},
	{`nonsense`, "invalid character"},
	{``, "unexpected end"},
}

// expectError asserts that an error contains the words, or that there is none if
// they are empty.
func expectError(t *testing.T, what string, err error, words string) {
	t.Helper()
	if (err == nil) != (words == "") || err != nil && !strings.Contains(err.Error(), words) {
		t.Errorf("%s: %v, want %q", what, err, words)
	}
}

func TestParseQueryMessage(t *testing.T) {
	t.Parallel()
	want := fanlight.NewQueryMessage(run, fanlight.Query{Index: 16, ID: "q", LogGroups: []string{"/a"}})
	got, err := fanlight.ParseQueryMessage(want.Body())
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v, message (-want +got):\n%s", err, diff)
	}
	for _, test := range badMessages {
		_, err := fanlight.ParseQueryMessage(test.body)
		expectError(t, test.body, err, test.words)
	}
	for _, test := range []struct{ shard, index, words string }{
		{"0", "0", ""}, {"0", "15", ""}, {"1", "16", ""},
		{"1", "15", "query 15 is not of shard 1"}, {"0", "16", "not of shard 0"}, {"-1", "0", "not of shard -1"}, {"0", "-1", "query -1 is not"},
	} {
		_, err := fanlight.ParseQueryMessage(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"shard":` + test.shard + `,"query":{"index":` + test.index + `}}`)
		expectError(t, "query "+test.index+" of shard "+test.shard, err, test.words)
	}
}

func TestParseReportMessage(t *testing.T) {
	t.Parallel()
	want := fanlight.NewReportMessage(run, 1)
	if got, err := fanlight.ParseReportMessage(want.Body()); got != want || err != nil {
		t.Errorf("%+v was read as %+v, %v", want, got, err)
	}
	for _, test := range badMessages {
		_, err := fanlight.ParseReportMessage(test.body)
		expectError(t, test.body, err, test.words)
	}
	for round, words := range map[string]string{"1": "", "0": "round 0", "-1": "round -1"} {
		_, err := fanlight.ParseReportMessage(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"round":` + round + `}`)
		expectError(t, "round "+round, err, words)
	}
}
