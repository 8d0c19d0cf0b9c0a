package doctor_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// The answers of AWS that the stand-in does not give, by the call as world.Do names it.
const (
	ttl         = "DescribeTimeToLive"
	settings    = "GET /2015-03-31/functions/prod-"
	concurrency = "GET /2019-09-30/functions/prod-"
	mappings    = "GET /2015-03-31/event-source-mappings"
	account     = "GET /2016-08-19/account-settings"
	schedules   = "GET /schedules/"
	quota       = "GetServiceQuota"
	topics      = "ListSubscriptionsByTopic"
)

// configuration is that of a function as it is deployed, with other variables.
func configuration(f stack.Function, variables map[string]string) string {
	all := map[string]string{
		"FANLIGHT_TABLE": "prod", "FANLIGHT_QUERY_QUEUE": "https://sqs.us-east-1.amazonaws.com/000000000000/prod-queries",
		"FANLIGHT_REPORT_QUEUE":   "https://sqs.us-east-1.amazonaws.com/000000000000/prod-reports",
		"FANLIGHT_INSIGHTS_LIMIT": "100", "FANLIGHT_CONCURRENCY": "25",
	}
	maps.Copy(all, variables)
	text, _ := json.Marshal(map[string]any{
		"FunctionName": f.In(stackName), "State": "Active", "LastUpdateStatus": "Successful", "Timeout": f.Timeout().Seconds(),
		"CodeSha256": "1f3a5c2e9b7d4f60", "MemorySize": 256, "Environment": map[string]any{"Variables": all},
	})
	return string(text)
}

func scheduleOf(target, expression, state string) string {
	return fmt.Sprintf(`{"State":%q,"ScheduleExpression":%q,"ScheduleExpressionTimezone":"UTC","Target":{"Arn":"arn:aws:lambda:us-east-1:000000000000:function:prod-%s","RoleArn":"arn:aws:iam::000000000000:role/prod-scheduler"}}`,
		state, expression, target)
}

func subscribed(arns ...string) string {
	var members strings.Builder
	for _, arn := range arns {
		fmt.Fprintf(&members, "<member><Endpoint>ops@example.org</Endpoint><Protocol>email</Protocol><SubscriptionArn>%s</SubscriptionArn></member>", arn)
	}
	return "<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>" + members.String() +
		"</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>"
}

func mapped(queue, state string) string {
	return fmt.Sprintf(`{"EventSourceMappings":[{"UUID":"u-1","EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:prod-%s","FunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:prod-reporter","State":%q}]}`, queue, state)
}

// right are the answers for a stack without mistakes.
func right() map[string]string {
	all := map[string]string{
		ttl: `{"TimeToLiveDescription":{"AttributeName":"expires","TimeToLiveStatus":"ENABLED"}}`, concurrency: `{}`,
		mappings: `{"EventSourceMappings":[
			{"UUID":"u-1","EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:prod-queries","FunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:prod-worker","State":"Enabled"},
			{"UUID":"u-2","EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:prod-reports","FunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:prod-reporter","State":"Enabled"}]}`,
		account:                     `{"AccountLimit":{"ConcurrentExecutions":1000,"UnreservedConcurrentExecutions":1000}}`,
		schedules + "calls":         scheduleOf("dispatcher", "cron(30 12 * * ? *)", "ENABLED"),
		schedules + "janitor_sweep": scheduleOf("janitor", "rate(2 minutes)", "ENABLED"),
		quota:                       `{"Quota":{"QuotaCode":"L-32C48FBB","Value":100}}`,
		topics:                      subscribed("arn:aws:sns:us-east-1:000000000000:prod-alarms:1"),
	}
	for _, f := range stack.Functions {
		all[settings+string(f)+"/configuration"] = configuration(f, nil)
	}
	return all
}

// but returns the right answers with another one.
func but(call, answer string) map[string]string {
	all := right()
	all[call] = answer
	return all
}

// TestDoctor_Run_answered is a stack without mistakes where all is answered.
func TestDoctor_Run_answered(t *testing.T) {
	t.Parallel()
	all := build(t, setup{overrides: right(), reporter: finding("v1.2.0", inspect.Finding{Check: "secret", State: "ok", Finding: "calls: ssm:/a can be read", Cost: 0.5})}).checks()
	for _, c := range all {
		if c.State != doctor.OK && c.Name != "worker role" && c.Name != "insights" {
			t.Errorf("%+v", c)
		}
	}
	for name, words := range map[string]string{
		"functions": "4 of 4 answer, version 1.2.0", "settings": "as deployed; code dispatcher 1f3a5c2e", "schedule": "2 of 2 are as deployed",
		"quota": "25 of the account's 100 concurrent queries", "secret": "calls: ssm:/a can be read",
	} {
		expect(t, "answered", all, name, doctor.OK, words, "")
	}
	if c := named(all, "secret")[0]; c.Cost < 0.5 || c.Cost > 0.51 {
		t.Errorf("the check of secrets costs %g", c.Cost)
	}
}

// TestDoctor_Run_answered_mistakes has mistakes that AWS names, and the stand-in cannot.
func TestDoctor_Run_answered_mistakes(t *testing.T) {
	t.Parallel()
	worker := settings + "worker/configuration"
	for test, c := range map[string]struct {
		setup
		name, state   string
		words, remedy string
	}{
		"nothing expires": {setup{overrides: but(ttl, `{"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}`)}, "expiry", doctor.Failed, "keeps everything for ever", "deploy"},
		"a function that failed": {setup{overrides: but(worker, strings.Replace(configuration(stack.Worker, nil), "Active", "Failed", 1))},
			"settings", doctor.Failed, "the worker cannot run", "deploy again"},
		"a short timeout": {setup{overrides: but(worker, strings.Replace(configuration(stack.Worker, nil), `"Timeout":900`, `"Timeout":60`, 1))},
			"settings", doctor.Failed, "the worker is ended after 1m0s, not after 15m0s", "deploy again"},
		"another table": {setup{overrides: but(worker, configuration(stack.Worker, map[string]string{"FANLIGHT_TABLE": "dev"}))},
			"settings", doctor.Failed, `the worker has FANLIGHT_TABLE="dev", not prod`, "deploy again"},
		"another queue": {setup{overrides: but(worker, configuration(stack.Worker, map[string]string{"FANLIGHT_QUERY_QUEUE": "https://sqs/1/dev-queries"}))},
			"settings", doctor.Failed, "not prod-queries", "deploy again"},
		"a stopped function": {setup{overrides: but(concurrency+"janitor", `{"ReservedConcurrentExecutions":0}`), bad: nil},
			"settings", doctor.Failed, "the janitor is stopped", "aws lambda delete-function-concurrency --function-name prod-janitor"},
		"a disabled event source": {setup{overrides: but(mappings, mapped("reports", "Disabled"))},
			"event source", doctor.Failed, "prod-reports does not feed the reporter: it is disabled", "aws lambda update-event-source-mapping --enabled --uuid u-1"},
		"no event source":               {setup{overrides: but(mappings, mapped("reports", "Enabled"))}, "event source", doctor.Failed, "prod-queries does not feed the worker", "deploy"},
		"the queue of another function": {setup{overrides: but(mappings, mapped("queries", "Enabled"))}, "event source", doctor.Failed, "prod-queries does not feed the worker", "deploy"},
		"no schedule": {setup{overrides: but(schedules+"calls", `{"__type":"ResourceNotFoundException","Message":"no"}`), bad: map[string]int{schedules + "calls": 404}},
			"schedule", doctor.Failed, "calls: there is none", "deploy"},
		"a disabled schedule": {setup{overrides: but(schedules+"calls", scheduleOf("dispatcher", "cron(30 12 * * ? *)", "DISABLED"))},
			"schedule", doctor.Failed, "calls: disabled, not `paused` in its file", "deploy"},
		"another schedule": {setup{overrides: but(schedules+"calls", scheduleOf("dispatcher", "cron(0 1 * * ? *)", "ENABLED"))},
			"schedule", doctor.Failed, "calls: due at cron(0 1 * * ? *) UTC, not at cron(30 12 * * ? *) UTC", "deploy"},
		"another target": {setup{overrides: but(schedules+"janitor_sweep", scheduleOf("dispatcher", "rate(2 minutes)", "ENABLED"))},
			"schedule", doctor.Failed, "janitor_sweep: does not start the janitor", "deploy"},
		"the whole quota": {setup{overrides: but(worker, configuration(stack.Worker, map[string]string{"FANLIGHT_CONCURRENCY": "100"}))},
			"quota", doctor.Warned, "insights_concurrency is the account's whole 100", "lower it"},
		"a smaller quota": {setup{overrides: but(quota, `{"Quota":{"Value":30}}`)}, "quota", doctor.Warned, "insights_limit is 100, but the account runs 30 queries at a time", "set insights_limit to 30"},
		"a new account":   {setup{overrides: but(account, `{"AccountLimit":{"UnreservedConcurrentExecutions":5}}`)}, "quota", doctor.Warned, "the account runs 5 functions at a time, the stack up to 6", "Service Quotas"},
		"a pending subscription": {setup{overrides: but(topics, subscribed("PendingConfirmation"))},
			"subscription", doctor.Warned, "alarms: ops@example.org", "follow the link in AWS's mail"},
		"no subscription": {setup{overrides: but(topics, subscribed())}, "subscription", doctor.Warned, "alarms: nobody subscribes", "alarm_emails"},
		"no topic": {setup{overrides: but(topics, `<ErrorResponse><Error><Code>NotFound</Code><Message>no</Message></Error></ErrorResponse>`), bad: map[string]int{topics: 404}},
			"subscription", doctor.Failed, "there is no topic arn:aws:sns:us-east-1:000000000000:prod-alarms", "deploy"},
	} {
		expect(t, test, build(t, c.setup).checks(), c.name, c.state, c.words, c.remedy)
	}
}

// TestDoctor_Run_denied is a user who may do nothing but find the stack: nothing is good
// that was not answered, and the actions are named.
func TestDoctor_Run_denied(t *testing.T) {
	t.Parallel()
	denied := map[string]bool{"Query": true, "GetQueue": true, "GET ": true, "POST ": true, "Describe": true, "GetServiceQuota": true, "ListSub": true}
	all := build(t, setup{denied: denied}).checks()
	for _, c := range all {
		if c.State != doctor.Skipped && c.Name != "clock" && c.Name != "log groups" {
			t.Errorf("%+v", c)
		}
	}
	expect(t, "denied", all, "permissions", doctor.Skipped, "lambda:InvokeFunction", "ask for these actions")
	expect(t, "denied", all, "table", doctor.Skipped, "you may not dynamodb:DescribeTable", "")
}

// TestDoctor_Run_findings holds that what the reporter found comes out as it is: a problem a
// line each, and what is good once.
func TestDoctor_Run_findings(t *testing.T) {
	t.Parallel()
	all := build(t, setup{reporter: finding("",
		inspect.Finding{Check: "secret", State: inspect.OK, Finding: "a: ssm:/a can be read"},
		inspect.Finding{Check: "chat", State: inspect.Failed, Finding: "a: getChat @ops: 400 chat not found", Remedy: "add the bot to the chat"},
		inspect.Finding{Check: "secret", State: inspect.OK, Finding: "b: ssm:/b can be read"},
		inspect.Finding{Check: "chat", State: "of a newer version", Finding: "b: odd"},
	)}).checks()
	expect(t, "two good ones", all, "secret", doctor.OK, "2 of 2 are right: a: ssm:/a can be read …", "")
	expect(t, "a bad one", all, "chat", doctor.Failed, "a: getChat @ops: 400 chat not found", "add the bot to the chat")
	expect(t, "an unknown one", all, "chat", doctor.Skipped, "b: odd", "")
	if n := len(named(all, "destinations")); n > 0 {
		t.Errorf("%d checks of destinations", n)
	}
}

// TestDoctor_Run_topics asks about the topics that reports are published on, in their own
// Region.
func TestDoctor_Run_topics(t *testing.T) {
	t.Parallel()
	r := aReport(t)
	r.Deliver = []report.Destination{{Name: "sns", Kind: report.KindSNS, OnUnknown: report.Resend, SNS: &report.SNS{Topic: "arn:aws:sns:eu-west-1:000000000000:shop"}}}
	w := build(t, setup{overrides: right(), report: r})
	expect(t, "two topics", w.checks(), "subscription", doctor.OK, "all are confirmed, of 2 topics", "")
}

// TestDoctor_Run_asks_once invokes the reporter once.
func TestDoctor_Run_asks_once(t *testing.T) {
	t.Parallel()
	asked := 0
	build(t, setup{reporter: lambda.Handler(func(_ context.Context, event json.RawMessage) (map[string]int, error) {
		if asked++; string(event) != `{"check": true}` {
			t.Errorf("the reporter gets %s", event)
		}
		return map[string]int{"version": 1}, nil
	})}).checks()
	if asked != 1 {
		t.Errorf("the reporter was asked %d times", asked)
	}
}
