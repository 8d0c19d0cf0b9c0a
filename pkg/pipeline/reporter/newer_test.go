package reporter_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// newer returns a world with a complete run of two destinations whose
// definition a newer version wrote.
func newer(t *testing.T) *sim.Harness {
	t.Helper()
	r := sim.Report(1, "chat", "mail")
	r.Owner = &report.Destination{Name: "owner", Kind: report.KindStdout, OnUnknown: report.Resend}
	r.Deadline = report.Duration(time.Hour)
	w := complete(t, r)
	w.MakeNewer(runID)
	return w
}

func TestReporter_Report_newer_definition(t *testing.T) {
	t.Parallel()
	message := fanlight.ReportMessage{Version: fanlight.MessageVersion, Run: runID, Epoch: 1, Round: 1}

	t.Run("it is left to a newer reporter until the deadline", func(t *testing.T) {
		t.Parallel()
		w := newer(t)
		for range 7 { // more often than a round has claims
			err := w.Process().Reporter().Report(t.Context(), message)
			wait := fanlight.RetryAfter(err)
			if wait < time.Second || wait > 5*time.Minute || len(w.Sender.Got) > 0 {
				t.Fatalf("again after %s, %v; delivered %d times", wait, err, len(w.Sender.Got))
			}
			w.Clock.Advance(wait)
		}
		w.MakeKnown(runID)
		if err := w.Process().Reporter().Report(t.Context(), message); err != nil || len(w.Sender.Got) != 2 {
			t.Errorf("%v; delivered %d times", err, len(w.Sender.Got))
		}
		if claim, err := w.Ledger().Claim(t.Context(), w.Run(runID)); err != nil || claim.Tries != 1 {
			t.Errorf("%d tries, %v: what was left is no try", claim.Tries, err)
		}
	})

	t.Run("after the deadline the owner is notified of the reason", func(t *testing.T) {
		t.Parallel()
		w := newer(t)
		w.Clock.Advance(2 * time.Hour)
		if err := w.Process().Reporter().Report(t.Context(), message); err != nil {
			t.Error(err)
		}
		if len(w.Sender.Got) != 1 || len(w.Sender.To("owner")) != 1 || !strings.Contains(w.Sender.Got[0].Message.Text, "a newer version of Fanlight wrote it") {
			t.Errorf("delivered: %+v", w.Sender.Got)
		}
		if w.Emitted(fanlight.EventGaveUp) != 1 {
			t.Errorf("events: %+v", w.Events)
		}
		w.MakeKnown(runID)
		if run := w.Run(runID); run.State != fanlight.Unsent || run.Open {
			t.Errorf("the run is %s, open: %v", run.State, run.Open)
		}
	})
}

// mailIsBusy lets the first delivery to mail fail for now.
func mailIsBusy(to string, _ int) error {
	if to == "mail" {
		return errors.New("busy")
	}
	return nil
}

// TestReporter_Report_newer_definition_partly_sent lets an older version end a
// round of which one destination has its report: that one counts as reached.
func TestReporter_Report_newer_definition_partly_sent(t *testing.T) {
	t.Parallel()
	h := newer(t)
	h.MakeKnown(runID)
	h.Sender.Answer = mailIsBusy
	h.Publish(h.Process())
	h.MakeNewer(runID)
	h.Clock.Advance(2 * time.Hour)
	m := fanlight.ReportMessage{Version: fanlight.MessageVersion, Run: runID, Epoch: 1, Round: 1}
	if err := h.Process().Reporter().Report(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	h.MakeKnown(runID)
	stored := records(t, h)
	if run := h.Run(runID); run.State != fanlight.PartlySent || stored["chat"].State != fanlight.DeliverySent || stored["mail"].State != fanlight.DeliveryFailed {
		t.Errorf("the run is %s, its records are %+v", run.State, stored)
	}
	if got := h.Sender.To("owner"); len(got) != 1 || !strings.Contains(got[0].Message.Text, "mail") || strings.Contains(got[0].Message.Text, "chat:") {
		t.Errorf("the owner got %+v", got)
	}
}

// TestReporter_GiveUp_newer_document: a document that a newer version rendered is
// left to it until the run's deadline.
func TestReporter_GiveUp_newer_document(t *testing.T) {
	t.Parallel()
	r := sim.Report(1, "chat", "mail")
	r.Deadline = report.Duration(6 * time.Hour)
	h := complete(t, r)
	h.Sender.Answer = mailIsBusy
	h.Publish(h.Process())
	h.MakeDocumentNewer(runID)
	h.SweepFor(5 * time.Hour)
	if run := h.Run(runID); !run.Open || len(h.Sender.Got) != 1 {
		t.Fatalf("before the deadline the run is %s, delivered %d times", run.State, len(h.Sender.Got))
	}
	h.SweepFor(2 * time.Hour)
	if run := h.Run(runID); run.Open || run.State != fanlight.PartlySent {
		t.Errorf("after the deadline the run is %s", run.State)
	}
}

// storedNewer replaces a message that is stored by itself with one of a newer version.
func storedNewer(t *testing.T, h *sim.Harness) {
	t.Helper()
	rendered, err := h.Ledger().Document(t.Context(), h.Run(runID))
	if err != nil || rendered.Messages[0].Stored == "" {
		t.Fatal("no message is stored by itself", err)
	}
	var data bytes.Buffer
	w := gzip.NewWriter(&data)
	if _, err := w.Write([]byte(`{"new_key":1}`)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := h.DynamoDB.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.Names.Table, Item: map[string]types.AttributeValue{
		"pk":    &types.AttributeValueMemberS{Value: "RUN#" + string(runID) + "#1"},
		"sk":    &types.AttributeValueMemberS{Value: "MESSAGE#" + rendered.Messages[0].Stored + "#000"},
		"count": &types.AttributeValueMemberN{Value: "1"}, "data": &types.AttributeValueMemberB{Value: data.Bytes()},
	}}); err != nil {
		t.Fatal(err)
	}
}

// TestReporter_Report_newer_message: a round of which a newer version stored a message
// is left to that version until the run's deadline, and no claim on it counts.
func TestReporter_Report_newer_message(t *testing.T) {
	t.Parallel()
	killed := false
	h := ranBy(t, 1, rowsOf(720, 1900), func(r *report.Report) {
		asTables(r)
		r.Deadline = report.Duration(20 * time.Minute)
		to := sim.Chat("page")
		to.Kind, to.Telegram, to.File = report.KindFile, nil, &report.File{Path: "page.json"}
		r.Deliver = []report.Destination{to}
	}, func(h *sim.Harness) {
		h.Work(h.Process(), worker.Settings{})
		h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
			if c.Op == "Deliver" {
				killed = true
				return sim.CrashBefore
			}
			return sim.NoFault
		}))
	})
	if !killed {
		t.Fatal("the first reporter was not killed")
	}
	storedNewer(t, h)
	h.SweepFor(15 * time.Minute)
	if run := h.Run(runID); !run.Open || len(h.Sender.Got) != 0 {
		t.Fatalf("before the deadline the run is %s, delivered %d times", run.State, len(h.Sender.Got))
	}
	if got := claim(t, h); got.Tries != 1 {
		t.Errorf("what was left is no try: %+v", got)
	}
	h.SweepFor(10 * time.Minute)
	if run := h.Run(runID); run.Open || run.State != fanlight.PartlySent {
		t.Errorf("after the deadline the run is %s", run.State)
	}
}
