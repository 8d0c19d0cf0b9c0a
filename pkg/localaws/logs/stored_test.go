package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// restored returns an account with the same events and the queries of another, which sleep.
func (a *account) restored() *account {
	a.t.Helper()
	b := newAccount(a.t, logs.Quotas{})
	b.put("/bot", `{"n":1}`, `{"n":2}`)
	if err := a.Store(b.Restore); err != nil {
		a.t.Fatal(err)
	}
	b.Sleep()
	return b
}

// run runs what is Scheduled.
func (a *account) run() {
	for _, job := range a.TakeJobs() {
		a.Finish(job, job.Run(a.t.Context()))
	}
}

// TestCore_Restore has queries of another core: each runs when its result is asked for, and not before.
func TestCore_Restore(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", `{"n":1}`, `{"n":2}`)
	ended, summed := a.start("stats count(*) as n"), a.start("stats sum(n) as s")
	a.run()
	running := a.start("stats max(n) as m")
	if newest := a.Newest(); newest.ID != running {
		t.Errorf("newest %s, want %s", newest.ID, running)
	}
	b := a.restored()
	if jobs := b.TakeJobs(); len(jobs) > 0 {
		t.Errorf("%d queries run before anybody asks", len(jobs))
	}
	for id, want := range map[string]string{ended: "2", summed: "3", running: "2"} {
		if status := b.results(id).Status; status != types.QueryStatusScheduled {
			t.Errorf("%s is %s when it is asked for", id, status)
		}
		b.run()
		if out := b.results(id); out.Status != types.QueryStatusComplete || *out.Results[0][0].Value != want {
			t.Errorf("%s is %s with %v, want %s", id, out.Status, out.Results, want)
		}
	}
	if next := b.start("stats count(*) as n"); next != "00000000-0000-4000-8000-000000000004" {
		t.Errorf("the next query is %s", next)
	}
	if err := a.Store(b.Restore); err == nil {
		t.Error("a query that is there: no error")
	}
}

// TestCore_Sleep keeps the state of queries that have ended without a result.
func TestCore_Sleep(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", `{"n":1}`)
	id := a.start("stats count(*) as n")
	for _, job := range a.TakeJobs() {
		a.Finish(job, logs.Outcome{Err: logs.ErrStopped})
	}
	b := a.restored()
	if status := b.results(id).Status; status != types.QueryStatusFailed {
		t.Errorf("it is %s, want Failed", status)
	}
	gone := newAccount(t, logs.Quotas{}) // without the log group
	c := newAccount(t, logs.Quotas{})
	c.put("/bot", `{"n":1}`)
	id = c.start("stats count(*) as n")
	if err := c.Store(gone.Restore); err != nil {
		t.Fatal(err)
	}
	gone.Sleep()
	if status := gone.results(id).Status; status != types.QueryStatusFailed {
		t.Errorf("without its log group it is %s, want Failed", status)
	}
}
