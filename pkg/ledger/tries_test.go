package ledger_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestLedger_QueryDetails_attempts holds that the starts of a query that failed twice are
// on record, with their times, errors and statistics.
func TestLedger_QueryDetails_attempts(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	h.Script = func(q sim.Query) logs.Execution {
		if q.Start < 3 {
			return sim.Ends(types.QueryStatusFailed)
		}
		return sim.Answers(q)
	}
	h.Start()
	h.Quiesce()
	q := must[[]ledger.QueryDetails](t)(h.Ledger().QueryDetails(t.Context(), h.Run(runID)))[0]
	if q.State != "ok" || q.Tries != 3 || len(q.Attempts) != 3 || q.Took <= 0 {
		t.Fatalf("the query is %+v", q)
	}
	for i, a := range q.Attempts {
		failed := i < 2
		if a.Try != i+1 || a.ID == "" || a.Begun.Before(sim.Due) || a.Ended.Before(a.Begun) || (a.Error == "Logs Insights ended the query as Failed") != failed {
			t.Errorf("try %d is %+v", i+1, a)
		}
	}
	last := q.Attempts[2]
	if last.ID != q.QueryID || last.Statistics != q.Statistics || last.Ended.Sub(last.Begun) > time.Minute {
		t.Errorf("the last try is %+v of %+v", last, q)
	}
}
