package e2e

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	schedulertypes "github.com/aws/aws-sdk-go-v2/service/scheduler/types"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// checkDoctor has fanlight doctor check the deployment, as it is and after mistakes of
// SES, SNS, schedules and quotas.
func (d *deployment) checkDoctor(t *testing.T) {
	t.Helper()
	endpoint := d.lambdaEndpoint(t)
	status, checks := d.doctor(t, endpoint)
	if status != 0 {
		t.Errorf("fanlight doctor ends with %d on a stack without mistakes", status)
	}
	for _, name := range []string{
		"functions", "settings", "table", "expiry", "queues", "event source", "reports", "log groups", "worker role", "mail identity", "secret", "chat", "schedule", "clock",
	} {
		checks.expect(t, name, "ok", "")
	}
	checks.expect(t, "functions", "ok", ", version "+strings.TrimPrefix(version(t), "v"))
	checks.expect(t, "subscription", "warned", "alarms: nobody subscribes to it")

	checks.expect(t, "mail sandbox", "skipped", "not answered: SES on the account")
	checks.expect(t, "quota", "skipped", "not answered: servicequotas:GetServiceQuota")
	checks.expect(t, "quota", "skipped", "lambda:GetAccountSettings")

	d.breakSchedule(t)
	d.raiseConcurrency(t)
	d.sendMails(t)
	if status, checks = d.doctor(t, endpoint); status != 1 {
		t.Errorf("fanlight doctor ends with %d after mistakes", status)
	}
	checks.expect(t, "schedule", "failed", "bot-usage: disabled, not `paused` in its file")
	checks.expect(t, "quota", "warned", "insights_concurrency is the account's whole 100")
	checks.expect(t, "mail identity", "failed", "mails: SES has not verified example.org")
	checks.expect(t, "subscription", "failed", "there is no topic arn:aws:sns:"+d.Region+":123456789012:gone")
}

// version is that of the code.
func version(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "../version.sh").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// lambdaEndpoint is Lambda of both: the stand-in invokes the functions, and moto keeps
// what was declared of them.
func (d *deployment) lambdaEndpoint(t *testing.T) string {
	t.Helper()
	to := func(address string) *httputil.ReverseProxy {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return httputil.NewSingleHostReverseProxy(u)
	}
	invoke, declared := to(d.endpoint), to(os.Getenv("AWS_ENDPOINT_URL"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/invocations") {
			r.Host = strings.TrimPrefix(d.endpoint, "http://") // the stand-in takes no other
			invoke.ServeHTTP(w, r)
			return
		}
		declared.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// checks are those of fanlight doctor.
type checks struct {
	Checks []struct{ Name, State, Finding, Remedy string }
}

func (c checks) expect(t *testing.T, name, state, words string) {
	t.Helper()
	for _, one := range c.Checks {
		if one.Name == name && one.State == state && strings.Contains(one.Finding, words) && (one.Remedy != "" || state == "ok" || state == "skipped") {
			return
		}
	}
	t.Errorf("no check %s is %s with %q and a remedy in %+v", name, state, words, c.Checks)
}

func (d *deployment) doctor(t *testing.T, endpoint string) (status int, found checks) {
	t.Helper()
	command := exec.CommandContext(t.Context(), filepath.Join(d.folder, "fanlight"), "doctor", "--stack", d.Stack, "-o", "json")
	command.Env = append(os.Environ(), "AWS_REGION="+d.Region, "AWS_ENDPOINT_URL_LAMBDA="+endpoint, "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS="+d.endpoint)
	var problems strings.Builder
	command.Stderr = &problems
	out, _ := command.Output() // its status is compared
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("fanlight doctor: %v\n%s%s", err, out, problems.String())
	}
	for _, c := range found.Checks {
		say("doctor: %-7s %-13s %s %s", c.State, c.Name, c.Finding, c.Remedy)
	}
	say("%s", problems.String())
	return command.ProcessState.ExitCode(), found
}

// breakSchedule disables the report's schedule, as in the console.
func (d *deployment) breakSchedule(t *testing.T) {
	t.Helper()
	client := scheduler.NewFromConfig(d.cfg)
	s, err := client.GetSchedule(t.Context(), &scheduler.GetScheduleInput{Name: aws.String("bot-usage"), GroupName: &d.Stack})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.UpdateSchedule(t.Context(), &scheduler.UpdateScheduleInput{
		Name: s.Name, GroupName: s.GroupName, State: schedulertypes.ScheduleStateDisabled, Target: s.Target,
		ScheduleExpression: s.ScheduleExpression, ScheduleExpressionTimezone: s.ScheduleExpressionTimezone, FlexibleTimeWindow: s.FlexibleTimeWindow,
	}); err != nil {
		t.Fatal(err)
	}
}

// raiseConcurrency gives the worker the account's whole quota.
func (d *deployment) raiseConcurrency(t *testing.T) {
	t.Helper()
	name := d.Functions["worker"]
	variables := d.configuration(t, name).Environment.Variables
	variables["FANLIGHT_CONCURRENCY"] = variables["FANLIGHT_INSIGHTS_LIMIT"]
	if _, err := d.lambda.UpdateFunctionConfiguration(t.Context(), &sdk.UpdateFunctionConfigurationInput{
		FunctionName: &name, Environment: &types.Environment{Variables: variables},
	}); err != nil {
		t.Fatal(err)
	}
}

// sendMails deploys a report whose sender SES does not know, and one that is published on
// a topic which is not there.
func (d *deployment) sendMails(t *testing.T) {
	t.Helper()
	definition, err := d.ledger.Definition(t.Context(), "bot-usage")
	if err != nil {
		t.Fatal(err)
	}
	r := definition.Report
	r.Name, r.Schedule = "mails", nil
	r.Deliver = []report.Destination{
		{Name: "mail", Kind: report.KindEmail, OnUnknown: report.Resend, Email: &report.Email{From: "reports@example.org", To: []string{"a@example.org"}}},
		{Name: "topic", Kind: report.KindSNS, OnUnknown: report.Resend, SNS: &report.SNS{Topic: "arn:aws:sns:" + d.Region + ":123456789012:gone"}},
	}
	if err := d.ledger.PutDefinition(t.Context(), ledger.Definition{Report: r, Hash: r.Hash()}); err != nil {
		t.Fatal(err)
	}
}
