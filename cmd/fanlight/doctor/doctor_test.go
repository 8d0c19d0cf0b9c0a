package doctor_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// TestDoctor_Run_on_the_stand_in is a stack without mistakes: what the stand-in cannot say
// is not answered, and all else is good.
func TestDoctor_Run_on_the_stand_in(t *testing.T) {
	t.Parallel()
	w := build(t, setup{})
	all := w.checks()
	good, skipped := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		switch {
		case c.State == doctor.OK:
			good[c.Name] = true
		case c.State == doctor.Skipped && strings.HasPrefix(c.Finding, "not answered: "):
			skipped[c.Name] = true
		default:
			t.Errorf("%+v", c)
		}
	}
	for _, name := range []string{"functions", "table", "queues", "reports", "log groups", "destinations", "permissions", "clock"} {
		if !good[name] {
			t.Errorf("%s is not good: %+v", name, named(all, name))
		}
	}
	for _, name := range []string{"settings", "expiry", "event source", "worker role", "insights", "subscription", "quota", "schedule"} {
		if !skipped[name] || good[name] {
			t.Errorf("%s is not only not answered: %+v", name, named(all, name))
		}
	}
}

// TestDoctor_Run_mistakes has wrong set-ups on the stand-in. Each is named with what to do.
func TestDoctor_Run_mistakes(t *testing.T) {
	t.Parallel()
	for test, c := range map[string]struct {
		setup
		name, state   string
		words, remedy string
	}{
		"no table": {setup{noTable: true}, "table", doctor.Failed, "there is no table prod", "deploy"},
		"a table with other keys": {setup{table: func(in *dynamodb.CreateTableInput) {
			in.AttributeDefinitions[0].AttributeName, in.KeySchema[0].AttributeName = aws.String("id"), aws.String("id")
		}}, "table", doctor.Failed, "prod has the keys id, sk, not pk, sk", "destroy"},
		"a table without its index": {setup{table: func(in *dynamodb.CreateTableInput) {
			in.GlobalSecondaryIndexes, in.AttributeDefinitions = nil, in.AttributeDefinitions[:2]
		}}, "table", doctor.Failed, "prod has no index open", "deploy again"},
		"no queues": {setup{without: "queues"}, "queues", doctor.Failed, "there is no queue prod-queries", "deploy"},
		"a queue that hides too shortly": {setup{queues: func(c *sqs.Client) {
			setAttribute(t, c, "prod-queries", "VisibilityTimeout", "30")
		}}, "queues", doctor.Failed, "prod-queries hides a message for 30s, not for 15m0s", "deploy again"},
		"a queue without dead letters": {setup{queues: func(c *sqs.Client) {
			setAttribute(t, c, "prod-reports", "RedrivePolicy", "")
		}}, "queues", doctor.Failed, "prod-reports has not prod-reports-dead", "deploy again"},
		"a queue that gives up early": {setup{queues: func(c *sqs.Client) {
			setAttribute(t, c, "prod-queries", "RedrivePolicy", `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:prod-queries-dead","maxReceiveCount":3}`)
		}}, "queues", doctor.Failed, "gives a message up after 3 receives, not after 1000", "deploy again"},
		"dead letters": {setup{queues: func(c *sqs.Client) {
			send(t, c, "prod-reports-dead")
		}}, "queues", doctor.Failed, "prod-reports-dead has 1 dead letters", "aws sqs receive-message --queue-url http"},
		"no janitor": {setup{without: "janitor"}, "functions", doctor.Failed, "there is no function prod-janitor", "deploy"},
		"a reporter that fails": {setup{reporter: lambda.Handler(func(context.Context, json.RawMessage) error {
			return errors.New("FANLIGHT_TABLE is not set")
		})}, "destinations", doctor.Failed, "the reporter failed (Unhandled): ", "/aws/lambda/prod-reporter"},
		"a reporter of an earlier version": {setup{reporter: lambda.Handler(func(context.Context, json.RawMessage) (map[string]any, error) {
			return map[string]any{"batchItemFailures": []string{}}, nil
		})}, "destinations", doctor.Failed, "of an earlier version", "deploy"},
		"no log group":          {setup{logs: func(localaws.Cores) {}}, "log groups", doctor.Failed, "calls: log group /app does not exist", "name the right one"},
		"a clock that is late":  {setup{ahead: -212 * time.Second}, "clock", doctor.Warned, "this machine is 212s behind AWS (300s is refused)", "set it"},
		"a clock that is wrong": {setup{ahead: 400 * time.Second}, "clock", doctor.Failed, "this machine is 400s ahead of AWS, and 300s is refused", "set it"},
	} {
		all := build(t, c.setup).checks()
		expect(t, test, all, c.name, c.state, c.words, c.remedy)
		for _, other := range all {
			if other.State == doctor.Failed && other.Remedy == "" {
				t.Errorf("%s: %q has no remedy", test, other.Finding)
			}
		}
	}
}

func setAttribute(t *testing.T, c *sqs.Client, queue, name, value string) {
	t.Helper()
	if _, err := c.SetQueueAttributes(t.Context(), &sqs.SetQueueAttributesInput{QueueUrl: urlOf(t, c, queue), Attributes: map[string]string{name: value}}); err != nil {
		t.Fatal(err)
	}
}

func urlOf(t *testing.T, c *sqs.Client, queue string) *string {
	t.Helper()
	out, err := c.GetQueueUrl(t.Context(), &sqs.GetQueueUrlInput{QueueName: &queue})
	if err != nil {
		t.Fatal(err)
	}
	return out.QueueUrl
}

func send(t *testing.T, c *sqs.Client, queue string) {
	t.Helper()
	if _, err := c.SendMessage(t.Context(), &sqs.SendMessageInput{QueueUrl: urlOf(t, c, queue), MessageBody: aws.String("lost")}); err != nil {
		t.Fatal(err)
	}
}

func TestDoctor_Open(t *testing.T) {
	t.Parallel()
	if account, err := build(t, setup{}).doctor().Open(t.Context()); account != "000000000000" || err != nil {
		t.Errorf("account %q, %v", account, err)
	}
	w := build(t, setup{})
	cfg := w.account.Config()
	cfg.HTTPClient = w
	if _, err := doctor.New(cfg, "other", w.now).Open(t.Context()); !errors.Is(err, doctor.ErrNoStack) {
		t.Errorf("of another stack: %v", err)
	}
	w = build(t, setup{ahead: -time.Hour, overrides: map[string]string{"DescribeTable": `{"__type":"InvalidSignatureException","message":"Signature expired"}`},
		bad: map[string]int{"DescribeTable": 400}})
	if _, err := w.doctor().Open(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "this machine is 3600s behind AWS, and 300s is refused: set the clock: ") {
		t.Errorf("with a wrong clock: %v", err)
	}
}

// TestNew ends when its user interrupts it, and when what it finds cannot be written.
func TestNew(t *testing.T) {
	t.Parallel()
	d := build(t, setup{}).doctor()
	if _, err := d.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if err := d.Run(t.Context(), func(string) {}, func(doctor.Check) error { return full }); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Run(ctx, func(string) {}, func(c doctor.Check) error { t.Errorf("found %+v", c); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}
