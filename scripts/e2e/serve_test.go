package e2e

import (
	"context"
	"io"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/fanlight/fanlight/pkg/local/killtest/bootstrap"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// serve runs the functions as Lambda would, by what was declared of them: moto
// keeps functions and their event sources, but runs none. Queries on logs and
// invocations are answered here too.
func (d *deployment) serve(t *testing.T, telegram string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	var work sync.WaitGroup
	d.account = localaws.New(localaws.Options{Report: func(err error) { complain(ctx, t, err) }})
	d.listen(ctx, t, &work)
	var programs []*bootstrap.Processes
	for _, function := range slices.Sorted(maps.Keys(d.Functions)) {
		programs = append(programs, d.register(t, function, d.Functions[function], telegram))
	}
	for _, m := range d.mappings(t) {
		work.Go(func() { complain(ctx, t, d.account.Lambda().RunMapping(ctx, m)) })
	}
	t.Cleanup(func() {
		stop()
		for _, p := range programs {
			p.Close()
		}
		work.Wait()
		d.account.Close()
	})
}

// complain reports an error of a goroutine, unless the test has ended.
func complain(ctx context.Context, t *testing.T, err error) {
	if err != nil && ctx.Err() == nil {
		t.Error(err)
	}
}

func (d *deployment) listen(ctx context.Context, t *testing.T, work *sync.WaitGroup) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d.endpoint = "http://" + listener.Addr().String()
	work.Go(func() { complain(ctx, t, d.account.Serve(ctx, listener)) })
}

// register runs a function's program with the environment, the timeout and the
// retries that were declared.
func (d *deployment) register(t *testing.T, function, name, telegram string) *bootstrap.Processes {
	t.Helper()
	c := d.configuration(t, name)
	program, err := bootstrap.New(name, bootstrap.Program{
		Path:    filepath.Join(d.folder, function, "bootstrap"),
		Output:  io.MultiWriter(os.Stdout, d.logs.of(name, int(*c.MemorySize))),
		Env:     append(d.environment(telegram), declared(c.Environment.Variables)...),
		Observe: func(o bootstrap.Observation) { d.observe(t, o) },
	})
	if err != nil {
		t.Fatal(err)
	}
	config := lambda.Config{Timeout: time.Duration(*c.Timeout) * time.Second}
	say("function %s: %s, timeout %s, %d variables", name, c.Runtime, config.Timeout, len(c.Environment.Variables))
	d.declareRetries(t, name, &config)
	d.account.Lambda().Register(name, program, config)
	return program
}

func declared(variables map[string]string) (env []string) {
	for name, value := range variables {
		env = append(env, name+"="+value)
	}
	return env
}

// environment returns the variables that Lambda adds, and those that name the
// servers of this test.
func (d *deployment) environment(telegram string) []string {
	return []string{
		"AWS_REGION=" + d.Region, "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
		"AWS_ENDPOINT_URL=" + os.Getenv("AWS_ENDPOINT_URL"), "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS=" + d.endpoint,
		"FANLIGHT_TELEGRAM_URL=" + telegram,
	}
}

func (d *deployment) observe(t *testing.T, o bootstrap.Observation) {
	d.logs.observe(o)
	switch {
	case o.Failure != "" && !d.mayFail.Load() && !strings.Contains(o.Failure, "signal: killed"): // which is how the test ends
		t.Errorf("%s failed: %s", o.Function, o.Failure)
	case o.Ended:
		d.ended <- o.Function
	}
}

// trigger does what EventBridge Scheduler does when a schedule is due: it fills
// in the time and invokes the target asynchronously.
func (d *deployment) trigger(t *testing.T, name string, at time.Time) {
	t.Helper()
	s := d.schedule(t, name)
	event := strings.ReplaceAll(s.Target.Input, "<aws.scheduler.scheduled-time>", at.Format(time.RFC3339))
	if strings.Contains(event, "<") || strings.Contains(event, `\u003c`) {
		t.Fatalf("the scheduler would not replace this: %s", s.Target.Input)
	}
	say("schedule %s: %s → %s", name, s.Target.Input, event)
	if _, err := d.account.Lambda().Invoke(t.Context(), &sdk.InvokeInput{
		FunctionName: aws.String(lastPart(s.Target.Arn)), InvocationType: types.InvocationTypeEvent, Payload: []byte(event),
	}); err != nil {
		t.Fatal(err)
	}
}

// attachLogs makes a log group exist that holds the example's logs.
func (d *deployment) attachLogs(t *testing.T, group string) {
	t.Helper()
	logs, err := logfile.Open("../../examples/bot-usage/logs")
	if err != nil {
		t.Fatal(err)
	}
	d.account.Do(func(c localaws.Cores) { c.Logs.AttachSource(group, logs) })
}
