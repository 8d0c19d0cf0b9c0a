package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/local/killtest/bootstrap"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// standIn is how many bytes of a query's rows the stand-in keeps, which is outside of the
// cgroups: enough for all that a case finds.
const standIn = 1 << 30

// measure runs the case's report to its end and returns what it came to.
func (c testCase) measure(ctx context.Context, home, bootstraps string, groups cgroups) (o outcome, err error) {
	if err := os.MkdirAll(home, 0o755); err != nil {
		return o, fmt.Errorf("make a folder: %w", err)
	}
	set, err := c.log(home)
	if err != nil {
		return o, err
	}
	p := servePlaces()
	defer p.close()
	definition, err := c.report(home, p.hook)
	if err != nil {
		return o, err
	}
	s, err := local.Start(ctx, local.Options{
		Reports: []*report.Report{definition}, Logs: map[string]logs.Source{group: set},
		Listen: "127.0.0.1:0", Schedules: true,
		Local: localaws.Options{Report: func(error) {}}, // of killed processes, which are counted
	})
	if err != nil {
		return o, err
	}
	s.Account().Do(func(c localaws.Cores) { c.Logs.Memory = standIn })
	started, err := start(s, home, bootstraps, groups, p.environment())
	if err == nil {
		o.state, o.missed, err = c.follow(ctx, s)
	}
	err = errors.Join(err, s.Close())
	for _, p := range started {
		p.Close()
	}
	if err != nil {
		return o, err
	}
	return o, o.take(groups)
}

// start puts the binaries of worker and reporter in the place of their handlers.
func start(s *local.Stack, home, bootstraps string, groups cgroups, places []string) (started []*bootstrap.Processes, err error) {
	for _, name := range functions {
		path, err := groups.program(home, name, filepath.Join(bootstraps, name, "bootstrap"))
		if err != nil {
			return started, err
		}
		p, err := bootstrap.New(name, bootstrap.Program{Path: path, Env: append(environment(s), places...)})
		if err != nil {
			return started, err
		}
		started = append(started, p)
		f := stack.Function(name)
		s.Account().Lambda().Register(f.In(local.DefaultStack), p, lambda.Config{Timeout: f.Timeout()})
	}
	return started, nil
}

// environment returns the variables that Terraform sets.
func environment(s *local.Stack) []string {
	queue := func(name string) string {
		return "=" + s.Endpoint() + "/" + sqs.Account + "/" + local.DefaultStack + "-" + name
	}
	return []string{
		"AWS_ENDPOINT_URL=" + s.Endpoint(), "AWS_REGION=" + sqs.Region,
		"AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local", "PATH=" + os.Getenv("PATH"),
		fmt.Sprintf("AWS_LAMBDA_FUNCTION_MEMORY_SIZE=%d", limit>>20), "FANLIGHT_LOG_LEVEL=error",
		"FANLIGHT_TABLE=" + local.DefaultStack, "FANLIGHT_QUERY_QUEUE" + queue("queries"),
		"FANLIGHT_REPORT_QUEUE" + queue("reports"), "FANLIGHT_QUERY_DEAD" + queue("queries-dead"),
	}
}

// follow starts the run and waits for its end. It returns why destinations missed it.
func (c testCase) follow(ctx context.Context, s *local.Stack) (state fanlight.State, missed string, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer, err := s.Invoke(ctx, fanlight.Command{Report: "large", ScheduledTime: at})
	if err != nil {
		return "", "", fmt.Errorf("start the run: %w", err)
	}
	for {
		run, err := s.Ledger().Run(ctx, answer.Run)
		if err != nil {
			return "", "", err
		}
		if !run.Open {
			missed, err := whyMissed(ctx, s, run)
			return run.State, missed, err
		}
		select {
		case <-ctx.Done():
			missed, err := whyMissed(context.WithoutCancel(ctx), s, run)
			return run.State, missed, err
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// whyMissed returns the first error of a query, or of a destination that does not have the
// report: a report without its results is a small one.
func whyMissed(ctx context.Context, s *local.Stack, run fanlight.Run) (string, error) {
	details, err := s.Ledger().RunDetails(ctx, run)
	if err != nil || details.Document == nil {
		return "there is no document", err
	}
	for _, q := range details.Document.Queries {
		if q.State != fanlight.OK {
			return fmt.Sprintf("%s is %s: %s", q.ID, q.State, q.Error), nil
		}
	}
	for _, d := range details.Deliveries {
		if d.State != fanlight.DeliverySent {
			return fmt.Sprintf("%s: %s", d.State, d.Error), nil
		}
	}
	return "", nil
}

func (o *outcome) take(groups cgroups) (err error) {
	var killed [2]int
	if o.worker, killed[0], err = groups.take("worker"); err != nil {
		return err
	}
	o.reporter, killed[1], err = groups.take("reporter")
	o.killed = killed[0] + killed[1]
	return err
}
