package local_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
)

// A query by pattern counts over every log group that matches; one that matches none fails
// and says so, in the report too.
func TestStart_log_groups_by_pattern(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := botReport(t)
		const count = "filter (is_group=1) | stats count(*) as calls"
		r.Queries = []report.Query{
			{ID: "calls", Text: "SOURCE logGroups(namePrefix: [\"/bot-\"]) |\n" + count, MaxRows: 100},
			{ID: "none", Text: "SOURCE logGroups(namePrefix: [\"/none-\"]) |\n" + count, MaxRows: 100},
		}
		r.Sections = append(r.Sections, report.Section{Title: "None", Query: "none", Show: report.ShowNumber, Value: "calls"})
		log := openLog(t)[""]
		var out bytes.Buffer
		s := start(t, local.Options{
			Reports: []*report.Report{r}, Schedules: true,
			Logs:   map[string]logs.Source{"/bot-1": log, "/bot-2": log, "/bot-3": log, "/other": log},
			Sender: deliver.New(channel.Environment{Stdout: &out}),
		})
		time.Sleep(5 * time.Minute)
		wait(t, s, fanlight.NewRunID("bot", due, ""))
		for _, want := range []string{"Groups           6", "1 of 2 queries failed: None", "no log group matches /none-* in class Standard"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is not in what was sent:\n%s", want, out.String())
			}
		}
	})
}
