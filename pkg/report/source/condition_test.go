package source

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestBuilder_readSending(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, `
report: daily
window: 24h
log_groups: [/aws/lambda/bot]
send_when: calls > 0 and by_route.rows < 5 and slow.p95 >= 800 and n > 1
at_least: 7d
tolerate: 1
on_partial: notify
queries:
  calls: { query: stats count(*) as n }
  by_route: { query: stats count(*) as n by route }
  slow: { query: "filter ms > 0 | stats pct(ms, 95) as p95, max(ms) as most" }
sections:
  - { query: calls, send_when: changed }
  - { query: by_route, send_when: by_route.rows > 3 }
deliver:
  - stdout: {}
`, nil)
	if r.SendWhen != "calls > 0 and by_route.rows < 5 and slow.p95 >= 800 and n > 1" || r.AtLeast != report.Duration(7*report.Day24) || r.Tolerate != 1 || r.OnPartial != report.PartialNotify {
		t.Errorf("read as %q, %v, %d, %q", r.SendWhen, r.AtLeast, r.Tolerate, r.OnPartial)
	}
	if r.Sections[0].SendWhen != "changed" || r.Sections[1].SendWhen != "by_route.rows > 3" {
		t.Errorf("sections: %+v", r.Sections)
	}
}
