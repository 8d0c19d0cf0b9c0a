package cli

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// recordedAccount is a stand-in with a proxy before it that notes the operations.
type recordedAccount struct {
	*localaws.Local
	url   string
	edits func(body string) string // of the requests on their way; nil: none

	mu    sync.Mutex
	calls map[string]int
}

func newRecordedAccount(t *testing.T, logPath string) *recordedAccount {
	t.Helper()
	r := &recordedAccount{Local: localaws.New(localaws.Options{}), calls: map[string]int{}}
	set, err := logfile.Open(logPath)
	if err != nil {
		t.Fatal(err)
	}
	r.Do(func(c localaws.Cores) { c.Logs.AttachSource("/app", set) })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- r.Serve(ctx, listener) }()
	proxy := httptest.NewServer(r.proxy(listener.Addr().String()))
	t.Cleanup(func() {
		proxy.Close()
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
		r.Close()
	})
	r.url = proxy.URL
	return r
}

func (r *recordedAccount) proxy(address string) http.Handler {
	to := httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) { p.SetURL(&url.URL{Scheme: "http", Host: address}) }}
	return http.HandlerFunc(func(w http.ResponseWriter, in *http.Request) {
		body, _ := io.ReadAll(in.Body)
		form, _ := url.ParseQuery(string(body))
		operation := in.Header.Get("X-Amz-Target") + form.Get("Action")
		r.mu.Lock()
		r.calls[operation]++
		r.mu.Unlock()
		if r.edits != nil {
			body = []byte(r.edits(string(body)))
		}
		in.Body, in.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		to.ServeHTTP(w, in)
	})
}

func (r *recordedAccount) called(operation string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.calls[operation]
}

// running returns the states of the account's queries.
func (r *recordedAccount) states() (all []types.QueryStatus) {
	r.Do(func(c localaws.Cores) {
		for _, q := range c.Logs.Queries() {
			all = append(all, q.Status)
		}
	})
	return all
}

// user returns a terminal whose user answers the questions.
func (r *recordedAccount) user(out io.Writer, err *screen, answers string) System {
	s := onTerminal(out, err, nil)
	s.In, s.Interactive = strings.NewReader(answers), true
	s.AWS = func(context.Context, Account) (aws.Config, error) { return wire.Config(nil, r.url), nil }
	return s
}

// The five operations that reach an account in a run that sends nothing.
var allowedCalls = []string{
	"GetCallerIdentity", "Logs_20140328.StartQuery", "Logs_20140328.GetQueryResults", "Logs_20140328.DescribeQueries", "Logs_20140328.StopQuery",
}

func (r *recordedAccount) checkCalls(t *testing.T) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for operation, n := range r.calls {
		if !slices.Contains(allowedCalls, operation) {
			t.Errorf("%d calls of %s reached the account", n, operation)
		}
	}
}

func TestRun_on_AWS(t *testing.T) {
	t.Parallel()
	report, log := files(t, 3)
	at := []string{"run", report, "--aws", "--at", "2026-01-02T12:30:00Z"}
	t.Run("after a yes", func(t *testing.T) {
		t.Parallel()
		account := newRecordedAccount(t, log)
		var out bytes.Buffer
		var err screen
		if status := Run(t.Context(), at, account.user(&out, &err, "y\n")); status != 0 {
			t.Fatalf("status %d: %s", status, err.String())
		}
		if !strings.Contains(out.String(), "calls@2026-01-02T12:30:00Z") || !strings.Contains(err.String(), "Scan 252 B for under $0.00001? [y/N] ") {
			t.Errorf("stdout:\n%s\nstderr:\n%s", out.String(), err.String())
		}
		account.checkCalls(t)
		if account.called("GetCallerIdentity") != 1 || account.called("Logs_20140328.StartQuery") != 4 || account.called("Logs_20140328.StopQuery") != 0 {
			t.Errorf("calls: %v", account.calls)
		}
	})
	t.Run("after a no", func(t *testing.T) {
		t.Parallel()
		account := newRecordedAccount(t, log)
		var out bytes.Buffer
		var err screen
		if status := Run(t.Context(), at, account.user(&out, &err, "\n")); status != 1 || out.Len() > 0 || !strings.HasSuffix(err.String(), "fanlight: nothing was done\n") {
			t.Errorf("status %d: %s", status, err.String())
		}
		account.checkCalls(t)
		if account.called("Logs_20140328.StartQuery") != 2 { // the two estimates, which scan nothing
			t.Errorf("calls: %v", account.calls)
		}
	})
	t.Run("without a terminal", func(t *testing.T) {
		t.Parallel()
		account := newRecordedAccount(t, log)
		var err screen
		s := account.user(io.Discard, &err, "y\n")
		s.Interactive = false
		if status := Run(t.Context(), at, s); status != statusUsage || len(account.calls) > 0 {
			t.Errorf("status %d, calls %v: %s", status, account.calls, err.String())
		}
	})
}

// Ctrl-C stops what was started.
func TestRun_on_AWS_interrupted(t *testing.T) {
	t.Parallel()
	report, log := files(t, 3)
	account := newRecordedAccount(t, log)
	account.Do(func(c localaws.Cores) {
		c.Logs.Script(func(q logs.Query) logs.Execution {
			if strings.Contains(q.Text, "estimate") {
				return logs.Execution{Outcome: logs.Outcome{Rows: [][]types.ResultField{{{Field: aws.String("estimate"), Value: aws.String("40800000000")}}}}}
			}
			return logs.Execution{Run: time.Hour}
		})
	})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := screen{onWrite: func(text string) {
		if strings.Contains(text, "2 running") {
			cancel()
		}
	}}
	var out bytes.Buffer
	status := Run(ctx, []string{"run", report, "--aws", "--at", "2026-01-02T12:30:00Z", "-y"}, account.user(&out, &err, ""))
	if status != statusInterrupted || out.Len() > 0 {
		t.Errorf("status %d, stdout %q", status, out.String())
	}
	if want := "2 queries were stopped in Logs Insights\nfanlight: interrupted; dropped: run calls@2026-01-02T12:30:00Z\n"; !strings.HasSuffix(err.String(), want) {
		t.Errorf("the terminal got %q", err.String())
	}
	account.checkCalls(t)
	if states := account.states(); len(states) != 4 || slices.Contains(states, types.QueryStatusRunning) || slices.Contains(states, types.QueryStatusScheduled) {
		t.Errorf("the account's queries are %v", states)
	}
}

// AWS runs queries that the engine of this machine does not have. The proxy takes the
// command away that the stand-in refuses.
func TestRun_on_AWS_what_does_not_run_locally(t *testing.T) {
	t.Parallel()
	_, log := files(t, 3)
	const onlyAWS = " | lookup users id as user OUTPUT name"
	report := filepath.Join(t.TempDir(), "users.yaml")
	content := "report: users\nwindow: 24h\nlog_groups: [/app]\nqueries:\n  users: { query: \"fields level as user" + onlyAWS + " | stats count(*) as calls\" }\ndeliver: [ { stdout: {} } ]\n"
	if err := os.WriteFile(report, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	account := newRecordedAccount(t, log)
	account.edits = func(body string) string { return strings.ReplaceAll(body, onlyAWS, "") }
	var out bytes.Buffer
	var err screen
	status := Run(t.Context(), []string{"run", report, "--aws", "--at", "2026-01-02T12:30:00Z", "-y"}, account.user(&out, &err, ""))
	if status != 0 || !strings.Contains(out.String(), "users") || !strings.Contains(out.String(), "3") {
		t.Errorf("status %d: %s\n%s", status, out.String(), err.String())
	}
}
