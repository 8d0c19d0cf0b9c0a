package local_test

import (
	"errors"
	"testing"
	"testing/synctest"

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
