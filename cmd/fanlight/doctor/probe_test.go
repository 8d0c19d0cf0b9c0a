package doctor_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestFindProbe(t *testing.T) {
	t.Parallel()
	for _, name := range doctor.ProbeNames() {
		if p, _, found := doctor.FindProbe(name); !found || p.Name != name || p.Does == "" {
			t.Errorf("%s: %+v, %v", name, p, found)
		}
	}
	if _, near, found := doctor.FindProbe("mail-nam"); found || near != "mail-name" {
		t.Errorf("near %q, %v", near, found)
	}
	if _, near, found := doctor.FindProbe("unlikely"); found || near != "" {
		t.Errorf("near %q, %v", near, found)
	}
}

// TestProbe_Run has AWS's answers to each probe, as far as they are known to be possible.
func TestProbe_Run(t *testing.T) {
	t.Parallel()
	const (
		sweeps  = schedules + "janitor_sweep"
		make    = "POST /schedules/doctor_past"
		remove  = "DELETE /schedules/doctor_past"
		send    = "POST /v2/email/outbound-emails"
		invalid = `{"__type":"ValidationException","Message":"in the past"}`
		full    = `{"__type":"LimitExceededException","message":"5 reached"}`
	)
	made := map[string]string{sweeps: right()[sweeps], make: `{"ScheduleArn":"a"}`, remove: `{}`}
	mailing := aReport(t)
	mailing.Deliver = []report.Destination{{Name: "mail", Kind: report.KindEmail, OnUnknown: report.Resend, Email: &report.Email{From: "Ops <ops@example.org>", To: []string{"a@example.org"}}}}
	groups := map[string]string{"CreateLogGroup": `{}`, "CreateLogStream": `{}`, "PutLogEvents": `{}`, "DeleteLogGroup": `{}`}
	for test, c := range map[string]struct {
		setup
		probe, state, words, remedy string
	}{
		"no throttle":      {setup{}, "describe-rate", doctor.OK, "not throttled in 200 calls", ""},
		"a throttle":       {setup{overrides: map[string]string{"DescribeQueries": `{"__type":"ThrottlingException"}`}, bad: map[string]int{"DescribeQueries": 400}}, "describe-rate", doctor.OK, "throttled at call 1 ", ""},
		"no right to it":   {setup{denied: map[string]bool{"DescribeQueries": true}}, "describe-rate", doctor.Skipped, "you may not logs:DescribeQueries", ""},
		"taken":            {setup{overrides: made}, "past-schedule", doctor.OK, "a schedule in the past is taken, and starts nothing", ""},
		"left":             {setup{overrides: made, denied: map[string]bool{remove: true}}, "past-schedule", doctor.Failed, "the one of this probe is left", "aws scheduler delete-schedule --name doctor_past --group-name prod"},
		"refused":          {setup{overrides: with(made, make, invalid), bad: map[string]int{make: 400}}, "past-schedule", doctor.OK, "a schedule in the past is refused: ValidationException", "take reports out"},
		"no scheduler":     {setup{}, "past-schedule", doctor.Skipped, "this endpoint has no scheduler:GetSchedule", ""},
		"a mail":           {setup{report: mailing, overrides: map[string]string{send: `{"MessageId":"1"}`}}, "mail-name", doctor.OK, `SES takes the sender "Fanlight, the doctor" <ops@example.org>`, ""},
		"a refused mail":   {setup{report: mailing, overrides: map[string]string{send: `{"__type":"BadRequestException","message":"no"}`}, bad: map[string]int{send: 400}}, "mail-name", doctor.Failed, "SES refuses the sender", "report this line"},
		"no sender":        {setup{}, "mail-name", doctor.Skipped, "no deployed report sends a mail", ""},
		"no class waits":   {setup{overrides: with(groups, "StartQuery", `{"queryId":"q"}`)}, "log-classes", doctor.OK, "6 queries of class Infrequent Access start at once", ""},
		"all classes wait": {setup{overrides: with(groups, "StartQuery", full), bad: map[string]int{"StartQuery": 400}}, "log-classes", doctor.Failed, "0 queries of class Infrequent Access keep one of class Standard waiting", "one class"},
		"a group is left":  {setup{overrides: with(groups, "StartQuery", `{"queryId":"q"}`), denied: map[string]bool{"DeleteLogGroup": true}}, "log-classes", doctor.OK, "-standard is left: AccessDeniedException", "aws logs delete-log-group"},
		"no classes":       {setup{}, "log-classes", doctor.Skipped, "not implemented by the embedded stand-in", ""},
		"commands":         {setup{}, "provider", doctor.Skipped, "Terraform answers it", "terraform -chdir=terraform/environments/dev init -upgrade"},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := build(t, c.setup)
			defer w.account.Close()
			d := w.doctor()
			if _, err := d.Open(t.Context()); err != nil {
				t.Fatal(err)
			}
			p, _, _ := doctor.FindProbe(c.probe)
			got := p.Run(t.Context(), d)
			expect(t, test, []doctor.Check{got}, c.probe, c.state, c.words, c.remedy)
			if made := len(named([]doctor.Check{got}, c.probe)) == 1; !made || strings.Contains(got.Finding, "\n") != (test == "a group is left") {
				t.Errorf("%s: %+v", test, got)
			}
		})
	}
}

// with returns a map with one more entry.
func with(all map[string]string, key, value string) map[string]string {
	more := map[string]string{key: value}
	for k, v := range all {
		if k != key {
			more[k] = v
		}
	}
	return more
}
