package local_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestStart(t *testing.T) {
	t.Parallel()
	t.Run("a scheduled report goes from the log file to its destination", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			s := start(t, local.Options{
				Reports: []*report.Report{botReport(t)}, Logs: openLog(t), Schedules: true,
				Sender: deliver.New(channel.Environment{Stdout: &out}),
				Local:  localaws.Options{Report: func(err error) { t.Error(err) }},
			})
			time.Sleep(5 * time.Minute)
			run := wait(t, s, fanlight.NewRunID("bot", due, ""))
			rendered, err := s.Ledger().Document(t.Context(), run)
			if err != nil {
				t.Fatal(err)
			}
			want := render.Text(&rendered.Document, render.TextOptions{Width: 80})
			if run.State != fanlight.Sent || out.String() != want || !strings.Contains(want, "Groups      2") {
				t.Errorf("state %s, sent:\n%s\nwant:\n%s", run.State, out.String(), want)
			}
		})
	})
	t.Run("a paused report is not due", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			r := botReport(t)
			r.Paused = true
			s := start(t, local.Options{Reports: []*report.Report{r}, Logs: openLog(t), Schedules: true, Sender: local.Refuse("paused")})
			time.Sleep(20 * time.Minute)
			if open, err := s.Ledger().OpenRuns(t.Context()); err != nil || len(open) > 0 {
				t.Errorf("open runs %v, %v", open, err)
			}
			if run, err := s.Ledger().Run(t.Context(), fanlight.NewRunID("bot", due, "")); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("it ran: %+v, %v", run.ID, err)
			}
		})
	})
	t.Run("a log group may have a source of its own", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			logs := openLog(t)
			logs["/other"] = logs[""]
			delete(logs, "")
			var out bytes.Buffer
			s := start(t, local.Options{
				Reports: []*report.Report{botReport(t)}, Logs: logs, Sender: deliver.New(channel.Environment{Stdout: &out}),
			})
			answer, err := s.Invoke(t.Context(), fanlight.Command{Report: "bot", ScheduledTime: due})
			if err != nil {
				t.Fatal(err)
			}
			wait(t, s, answer.Run)
			if !strings.Contains(out.String(), "Log group '/bot' does not exist") {
				t.Errorf("sent of a log group that does not exist:\n%s", out.String())
			}
		})
	})
	t.Run("an address that cannot be listened on", func(t *testing.T) {
		t.Parallel()
		if _, err := local.Start(t.Context(), local.Options{Listen: "127.0.0.1:-1"}); err == nil {
			t.Error("no error")
		}
	})
}

// TestStart_ended ends a stack while its reporter sends. The reporter then fails to record
// that, which is no error of the stack.
func TestStart_ended(t *testing.T) {
	t.Parallel()
	for _, ended := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			sent := make(chan struct{})
			var reported atomic.Int64
			s, err := local.Start(ctx, local.Options{
				Reports: []*report.Report{botReport(t)}, Logs: openLog(t),
				Sender: sending(func() {
					if ended {
						cancel()
					}
					close(sent)
				}),
				Local: localaws.Options{Report: func(error) { reported.Add(1) }},
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Invoke(ctx, fanlight.Command{Report: "bot", ScheduledTime: due}); err != nil {
				t.Fatal(err)
			}
			<-sent
			synctest.Wait()
			if err := s.Close(); err != nil || reported.Load() != 0 {
				t.Errorf("ended %t: %d errors reported, Close returns %v", ended, reported.Load(), err)
			}
		})
	}
}

// sending is a sender that sends whatever it is given, and calls itself before.
type sending func()

// Send implements reporter.Sender.
func (f sending) Send(_ context.Context, _ report.Destination, _ fanlight.Message) (string, error) {
	f()
	return "", nil
}

func TestStack_Ledger(t *testing.T) {
	t.Parallel()
	s := start(t, local.Options{Reports: []*report.Report{botReport(t)}})
	definition, err := s.Ledger().Definition(t.Context(), "bot")
	if err != nil || definition.Report.Title != "Bot" {
		t.Errorf("definition %+v, error %v", definition, err)
	}
}

func TestStack_Account(t *testing.T) {
	t.Parallel()
	s := start(t, local.Options{Stack: "own"})
	out, err := sqs.NewFromConfig(s.Account().Config()).ListQueues(t.Context(), &sqs.ListQueuesInput{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, url := range out.QueueUrls {
		names = append(names, url[strings.LastIndex(url, "/")+1:])
	}
	if got := strings.Join(names, " "); got != "own-queries own-queries-dead own-reports own-reports-dead" {
		t.Errorf("queues %s", got)
	}
}

func TestStack_Endpoint(t *testing.T) {
	t.Parallel()
	if s := start(t, local.Options{}); s.Endpoint() != "" {
		t.Errorf("endpoint %q without a port", s.Endpoint())
	}
	s := start(t, local.Options{Listen: "127.0.0.1:0"})
	cfg := s.Account().Config() // of a client in this process; the one below goes by the port
	client := sqs.NewFromConfig(aws.Config{Region: cfg.Region, Credentials: cfg.Credentials, BaseEndpoint: aws.String(s.Endpoint())})
	out, err := client.GetQueueUrl(t.Context(), &sqs.GetQueueUrlInput{QueueName: aws.String("fanlight-queries")})
	if err != nil || !strings.HasPrefix(*out.QueueUrl, s.Endpoint()+"/") {
		t.Errorf("queue %+v, error %v; want one at %s", out, err, s.Endpoint())
	}
}

func TestStack_Close(t *testing.T) {
	t.Parallel()
	s, err := local.Start(t.Context(), local.Options{Listen: "127.0.0.1:0", Schedules: true})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // it may be called again
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := sqs.NewFromConfig(aws.Config{BaseEndpoint: aws.String(s.Endpoint()), Region: "us-east-1", RetryMaxAttempts: 1,
		Credentials: s.Account().Config().Credentials}).ListQueues(ctx, &sqs.ListQueuesInput{}); err == nil {
		t.Error("the port answers after Close")
	}
}

// quotaInsights is an account's Logs Insights that refuses the first starts for its quota of
// concurrent queries, and notes what is called.
type quotaInsights struct {
	insights.API
	mu       sync.Mutex
	refusals int
	calls    map[string]int
}

func (q *quotaInsights) StartQuery(ctx context.Context, in *cloudwatchlogs.StartQueryInput, o ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StartQueryOutput, error) {
	q.mu.Lock()
	q.calls["StartQuery"]++
	refused := q.calls["StartQuery"] <= q.refusals
	q.mu.Unlock()
	if refused {
		return nil, &types.LimitExceededException{Message: aws.String("Account maximum query concurrency limit of [100] reached.")}
	}
	return q.API.StartQuery(ctx, in, o...)
}

func TestStart_over_an_account(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		account := start(t, local.Options{Logs: openLog(t)}) // what else it has does not matter
		calls := &quotaInsights{API: cloudwatchlogs.NewFromConfig(account.Account().Config()), refusals: 2, calls: map[string]int{}}
		var out bytes.Buffer
		s := start(t, local.Options{
			Stack: "by-hand", Reports: []*report.Report{botReport(t)}, Insights: calls,
			Sender: deliver.New(channel.Environment{Stdout: &out}),
		})
		answer, err := s.Invoke(t.Context(), fanlight.Command{Report: "bot", ScheduledTime: due})
		if err != nil {
			t.Fatal(err)
		}
		if run := wait(t, s, answer.Run); run.State != fanlight.Sent || !strings.Contains(out.String(), "Groups      2") {
			t.Errorf("state %s, sent:\n%s", run.State, out.String())
		}
		if calls.calls["StartQuery"] != 3 {
			t.Errorf("%d calls of StartQuery: want 3, two of them refused", calls.calls["StartQuery"])
		}
		running, err := insights.New(cloudwatchlogs.NewFromConfig(s.Account().Config()), "by-hand").Running(t.Context())
		if err != nil || len(running) > 0 {
			t.Errorf("the stand-in of the stack ran %v, %v", running, err)
		}
	})
}

// The janitor sweeps a stack over an account, so that a run ends at its deadline.
func TestStart_over_an_account_past_the_deadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		account := start(t, local.Options{Logs: openLog(t)})
		account.Account().Do(func(c localaws.Cores) {
			c.Logs.Script(func(logs.Query) logs.Execution { return logs.Execution{Run: 50 * time.Minute} })
		})
		r := botReport(t)
		r.Paused = true // as for a run by hand: no other edition is due meanwhile
		r.Deadline = report.Duration(4 * time.Minute)
		s := start(t, local.Options{
			Stack: "by-hand", Reports: []*report.Report{r}, Insights: cloudwatchlogs.NewFromConfig(account.Account().Config()), Sender: local.Refuse("not asked"),
		})
		answer, err := s.Invoke(t.Context(), fanlight.Command{Report: "bot", ScheduledTime: due})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(7 * time.Minute)
		run, err := s.Ledger().Run(t.Context(), answer.Run)
		if err != nil || run.Open {
			t.Fatalf("open %v, %v", run.Open, err)
		}
		details, err := s.Ledger().RunDetails(t.Context(), run)
		if err != nil || details.Document == nil || details.Document.Queries[0].State != fanlight.TimedOut {
			t.Errorf("%+v, %v", details.Document, err)
		}
	})
}
