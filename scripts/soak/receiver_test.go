package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// sent returns an edition of a report with the numbers that it must have, and some to add.
func sent(t *testing.T, report string, more int64) (e edition) {
	t.Helper()
	end := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	shard, _ := shardOf(report)
	want := expected(shard, end.Add(-time.Hour), end)
	text := fmt.Sprintf(`{"type":"report.sent","data":{"report":%q,"run":"%[1]s@2026","state":"complete","window":{"start":%q,"end":%q},
		"sections":[{"query":"count","state":"ok","value":%d},{"query":"sum","state":"ok","value":%d}]}}`,
		report, end.Add(-time.Hour).Format(time.RFC3339), end.Format(time.RFC3339), want.count+more, want.sum)
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEdition_check(t *testing.T) {
	t.Parallel()
	if problem := sent(t, "load-03", 0).check(); problem != "" {
		t.Error(problem)
	}
	if problem := sent(t, "due-017", 1).check(); !strings.HasPrefix(problem, "count is 5") {
		t.Errorf("an event that was counted twice: %q", problem)
	}
	failed := sent(t, "load-03", 0)
	failed.Data.Sections[1].State = "failed"
	if problem := failed.check(); !strings.HasPrefix(problem, "query sum is failed") {
		t.Errorf("a query that failed: %q", problem)
	}
	incomplete := sent(t, "wide", 0)
	incomplete.Data.State = "incomplete"
	if problem := incomplete.check(); problem != "it is report.sent, incomplete" {
		t.Errorf("an incomplete edition: %q", problem)
	}
}

// TestReceiver_take counts an edition once for its key, and lets each key fail twice at most.
func TestReceiver_take(t *testing.T) {
	t.Parallel()
	r := newReceiver(7)
	e := sent(t, "load-03", 0)
	troubles := 0
	for range 1000 {
		if r.take("key", e) != none {
			troubles++
		}
	}
	if troubles != mostFail || r.accepted["key"] < 1000-mostFail || len(r.keys[e.Data.Run]) != 1 || !r.has(e.Data.Run) || r.editions() != 1 {
		t.Errorf("%d troubles, accepted %d times, keys %v", troubles, r.accepted["key"], r.keys)
	}
	r.count("other", sent(t, "load-03", 2))
	if len(r.keys[e.Data.Run]) != 2 || len(r.wrong) != 1 {
		t.Errorf("a second key and a wrong number: keys %v, wrong %v", r.keys, r.wrong)
	}
}
