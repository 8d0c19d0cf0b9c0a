package logs_test

import (
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestQuery_timeout(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	id := a.start(count)
	a.pass(2 * time.Hour)
	a.wantStatus(id, types.QueryStatusScheduled)
	job := a.TakeJobs()[0]
	a.pass(time.Hour - 1)
	a.wantStatus(id, types.QueryStatusRunning)
	a.pass(1)
	a.wantStatus(id, types.QueryStatusTimeout)
	a.Finish(job, job.Run(t.Context()))
	a.wantStatus(id, types.QueryStatusTimeout)
}

func TestCore_Queries(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	old := a.start(count)
	a.runJobs()
	a.pass(7 * 24 * time.Hour)
	a.start(count)
	a.wantStatus(old, types.QueryStatusComplete)
	a.pass(1)
	a.start(count)
	_, err := a.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryId: &old})
	wantError(t, err, "ResourceNotFoundException", old)
	if n := len(a.Queries()); n != 2 {
		t.Errorf("%d queries are kept, want the two new ones", n)
	}
}
