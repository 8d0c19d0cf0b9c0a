package source

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestBuilder_build_defaults(t *testing.T) {
	t.Parallel()
	groups := []string{"/aws/lambda/bot"}
	want := &report.Report{
		Name: "daily", Title: "daily", Timezone: "UTC",
		Window: report.Window{Length: report.Duration(report.Day24)}, Delay: report.Duration(5 * time.Minute), Deadline: report.Duration(30 * time.Minute),
		MaxRows: 10_000, LogGroups: groups,
		Queries:  []report.Query{{ID: "calls", Text: "stats count(*) as calls", LogGroups: groups, MaxRows: 10_000}},
		Sections: []report.Section{{Title: "calls", Query: "calls", Show: report.ShowNumber, Value: "calls"}},
		Deliver:  []report.Destination{{Name: "stdout", Kind: report.KindStdout, OnUnknown: report.Resend}},
	}
	if diff := cmp.Diff(want, mustLoad(t, small, DefaultValues())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBuilder_build_every_setting(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := mustLoad(t, string(src), Values{"env": "prod", "rows": "500", "chat": "-1001234567890", "domain": "example.org"})
	got, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "testdata/full.json", string(got)+"\n")
}
