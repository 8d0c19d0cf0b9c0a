package local_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestRefuse has a definition that somebody else wrote into the table.
func TestRefuse(t *testing.T) {
	t.Parallel()
	for reason, options := range map[string]local.Options{
		"nothing is sent today":    {Sender: local.Refuse("nothing is sent today")},
		"this stack sends nothing": {},
	} {
		synctest.Test(t, func(t *testing.T) {
			options.Logs = openLog(t)
			s := start(t, options)
			r := botReport(t)
			r.Owner = &report.Destination{Name: "owner", Kind: report.KindStdout, OnUnknown: report.Resend}
			if err := s.Ledger().PutDefinition(t.Context(), ledger.Definition{Report: *r, Hash: r.Hash()}); err != nil {
				t.Fatal(err)
			}
			answer, err := s.Invoke(t.Context(), fanlight.Command{Report: "bot", ScheduledTime: due})
			if err != nil {
				t.Fatal(err)
			}
			run := wait(t, s, answer.Run)
			deliveries, err := s.Ledger().Deliveries(t.Context(), run)
			if d := deliveries["stdout"]; err != nil || run.State != fanlight.Unsent || d.Tries != 1 || !d.Permanent || d.Error != reason {
				t.Errorf("run %s, delivery %+v, %v; want one try that fails with %q", run.State, d, err, reason)
			}
		})
	}
	_, err := local.Refuse("no").Send(t.Context(), report.Destination{}, fanlight.Message{})
	if why, ok := errors.AsType[*fanlight.DeliveryError](err); !ok || !why.Permanent {
		t.Errorf("got %v", err)
	}
}

// TestUninspected holds that a stack which sends nothing answers a check, and that nothing
// in it is good.
func TestUninspected(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		silent := botReport(t)
		silent.Name, silent.Deliver = "silent", nil
		s := start(t, local.Options{Logs: openLog(t), Reports: []*report.Report{botReport(t), silent}})
		out, err := lambda.NewFromConfig(s.Account().Config()).Invoke(t.Context(), &lambda.InvokeInput{
			FunctionName: aws.String("fanlight-reporter"), Payload: []byte(`{"check": true}`),
		})
		if err != nil {
			t.Fatal(err)
		}
		const want = `{"version":1,"program":"","reports":2,"findings":[{"check":"place","state":"skipped","finding":"not answered: bot: this stack sends nothing","cost_usd":0}]}`
		if string(out.Payload) != want || out.FunctionError != nil {
			t.Errorf("answer %s, want %s", out.Payload, want)
		}
	})
}
