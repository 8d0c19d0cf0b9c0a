package killtest

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
)

// speed makes seconds of the minutes for which a message stays hidden after a
// kill. It is slow enough for a query to be settled before its message appears
// again so often that it is dead.
const speed = 60

// timeout makes a reporter's lease nine seconds: long for a delivery, and short
// where a run waits for it to end.
const timeout = "FANLIGHT_TIMEOUT_SECONDS=6"

// patience is how long a test waits for what must happen in the end.
const patience = 3 * time.Minute

// fixture is the deployed binaries, the log that they query and the chat that
// they write to.
type fixture struct {
	*local.Deployment
	events   []event
	telegram *telegram

	mu      sync.Mutex
	reports []error // that the stand-in had nobody else to tell
	output  bytes.Buffer
}

// deploy deploys the binaries over a sample; the killer follows them.
func deploy(t *testing.T, hours int, k *killer) *fixture {
	t.Helper()
	f := &fixture{events: sample(hours), telegram: startTelegram(t, k.delivered)}
	deployment, err := local.Start(t.Context(), local.Options{
		Reports: []*report.Report{narrow.report(), wide.report()},
		Logs:    map[string]logs.Source{logGroup: openSample(t, f.events)},
		Listen:  "127.0.0.1:0",
		Binaries: &local.BinaryOptions{
			Folder: bootstraps, Output: f, Observe: k.observe,
			Env:     []string{"FANLIGHT_TELEGRAM_URL=" + f.telegram.URL, tokenEnv + "=" + token, timeout},
			Retries: lambda.Retries{Delays: slowly(15, 200*time.Millisecond)},
		},
		Local: localaws.Options{Speed: speed, Log: k.log, Report: f.report},
	})
	if err != nil {
		t.Fatal(err)
	}
	f.Deployment = deployment
	t.Cleanup(func() { _ = deployment.Close() }) // of a test that ended early, which has failed already
	return f
}

// slowly is n pauses.
func slowly(n int, pause time.Duration) []time.Duration {
	all := make([]time.Duration, n)
	for i := range all {
		all[i] = pause
	}
	return all
}

// Write keeps the processes' output for a test that fails.
func (f *fixture) Write(line []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.output.Write(line)
}

func (f *fixture) report(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reports = append(f.reports, err)
}

// sent waits for the end of an edition's run, which may not have begun.
func (f *fixture) sent(ctx context.Context, t *testing.T, e edition) {
	run, err := f.Wait(ctx, e.run())
	for errors.Is(err, ledger.ErrNotFound) {
		time.Sleep(20 * time.Millisecond)
		run, err = f.Wait(ctx, e.run())
	}
	if err != nil || run.State != fanlight.Sent {
		t.Errorf("%s: state %q, error %v", e.run(), run.State, err)
	}
}

// close ends the deployment and tells what went wrong behind its back, but for
// the processes that were killed.
func (f *fixture) close(t *testing.T) {
	t.Helper()
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, err := range f.reports {
		if !wasKilled(err.Error()) {
			t.Error("reported:", err)
		}
	}
	if t.Failed() {
		t.Logf("output of the functions:\n%s", f.output.String())
	}
}
