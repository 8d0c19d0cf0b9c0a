package killtest

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/local/killtest/bootstrap"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// speed is how many times as fast as real time the stand-in's clock runs: the
// minutes for which a message stays invisible after a kill pass in seconds. It
// is slow enough that a query is settled before its message has been received
// too often and goes to the dead-letter queue.
const speed = 60

// timeout makes a reporter's lease nine seconds: long for a delivery, and short
// for a run that waits for the lease to end.
const timeout = "FANLIGHT_TIMEOUT_SECONDS=6"

// patience is how long a test waits for an event before it fails.
const patience = 3 * time.Minute

// fixture is a stack whose functions are the deployed binaries, the log events
// that they query and the chat that they send to.
type fixture struct {
	*local.Stack
	binaries []*bootstrap.Processes
	events   []event
	telegram *telegram

	mu      sync.Mutex
	reports []error // that the stand-in passed to its option Report
	output  bytes.Buffer
}

// deploy starts a stack with the binaries over a sample; the killer follows
// their processes.
func deploy(t *testing.T, hours int, k *killer) *fixture {
	t.Helper()
	f := &fixture{events: sample(hours), telegram: startTelegram(t, k.delivered)}
	s, err := local.Start(t.Context(), local.Options{
		Reports: []*report.Report{narrow.report(), wide.report()},
		Logs:    map[string]logs.Source{logGroup: openSample(t, f.events)},
		Listen:  "127.0.0.1:0",
		Local:   localaws.Options{Speed: speed, Log: k.log, Report: f.report},
	})
	if err != nil {
		t.Fatal(err)
	}
	f.Stack = s
	t.Cleanup(func() { _ = f.end() }) // of a test that ended early, which has failed already
	for _, function := range stack.Functions {
		f.register(t, function, k.observe)
	}
	return f
}

// register puts a function's binary in the place of its handler.
func (f *fixture) register(t *testing.T, function stack.Function, observe func(bootstrap.Observation)) {
	t.Helper()
	name := string(function)
	binary, err := bootstrap.New(name, bootstrap.Program{
		Path: filepath.Join(bootstraps, name, "bootstrap"), Env: f.environment(), Output: f, Observe: observe,
	})
	if err != nil {
		t.Fatal(err)
	}
	f.binaries = append(f.binaries, binary)
	f.Account().Lambda().Register(function.In(local.DefaultStack), binary, lambda.Config{
		Timeout: function.Timeout(), Retries: lambda.Retries{Delays: slowly(15, 200*time.Millisecond)},
	})
}

// environment returns the variables that Terraform sets, and those that lead to
// the servers of the test.
func (f *fixture) environment() []string {
	queue := func(name string) string {
		return f.Endpoint() + "/" + sqs.Account + "/" + local.DefaultStack + "-" + name
	}
	return []string{
		"AWS_ENDPOINT_URL=" + f.Endpoint(), "AWS_REGION=" + sqs.Region,
		"AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local",
		"FANLIGHT_TABLE=" + local.DefaultStack,
		"FANLIGHT_QUERY_QUEUE=" + queue("queries"),
		"FANLIGHT_REPORT_QUEUE=" + queue("reports"),
		"FANLIGHT_TELEGRAM_URL=" + f.telegram.URL, tokenEnv + "=" + token, timeout,
	}
}

// slowly returns n equal pauses.
func slowly(n int, pause time.Duration) []time.Duration {
	all := make([]time.Duration, n)
	for i := range all {
		all[i] = pause
	}
	return all
}

// Write implements io.Writer: it keeps the processes' output for a test that fails.
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

// sent waits for the end of an edition's run, which need not have begun, and
// checks that its report was sent.
func (f *fixture) sent(ctx context.Context, t *testing.T, e edition) {
	for {
		run, err := f.Ledger().Run(ctx, e.run())
		if err != nil && !errors.Is(err, ledger.ErrNotFound) || err == nil && !run.Open {
			if err != nil || run.State != fanlight.Sent {
				t.Errorf("%s: state %q, error %v", e.run(), run.State, err)
			}
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// close ends the stack and fails the test for every error that was reported
// meanwhile, except for those of killed processes.
func (f *fixture) close(t *testing.T) {
	t.Helper()
	if err := f.end(); err != nil {
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

// end closes the stack, then its processes, which have no invocations any more.
// It may be called again.
func (f *fixture) end() error {
	err := f.Close()
	for _, b := range f.binaries {
		b.Close()
	}
	return err
}
