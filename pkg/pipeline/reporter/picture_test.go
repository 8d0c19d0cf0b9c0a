package reporter_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// charted returns a run that is complete, of a report with one chart that goes to a chat
// and by mail.
func charted(t *testing.T) *sim.Harness {
	t.Helper()
	r := sim.Report(1)
	r.Queries[0].Text = "stats count(*) as calls by bin(1h)"
	r.Queries[0].Shape = &report.Shape{Columns: []string{"bin(1h)", "calls"}, Time: "bin(1h)", Bin: "1h", Sums: []string{"calls"}}
	r.Sections = []report.Section{{Title: "Calls per hour", Query: "q0", Show: report.ShowLine}}
	r.Deliver = []report.Destination{sim.Chat("chat"), {
		Name: "mail", Kind: report.KindEmail, OnUnknown: report.Resend, Email: &report.Email{From: "a@example.org", To: []string{"b@example.org"}},
	}}
	h := sim.NewHarness(t, r)
	h.Script = func(q sim.Query) logs.Execution {
		e := sim.Answers(q)
		e.Outcome.Rows = nil
		for hour := range 24 {
			e.Outcome.Rows = append(e.Outcome.Rows, []types.ResultField{
				{Field: aws.String("bin(1h)"), Value: aws.String(time.Date(2026, 1, 1, 12+hour, 0, 0, 0, time.UTC).Format("2006-01-02 15:04:05.000"))},
				{Field: aws.String("calls"), Value: aws.String(fmt.Sprint(hour % 7))},
			})
		}
		return e
	}
	h.Start()
	return h
}

// TestReporter_Report_pictures sends a chart to a chat as a part of its own: it is tried
// again alone, after the text has arrived. A mail has its pictures with it.
func TestReporter_Report_pictures(t *testing.T) {
	t.Parallel()
	h := charted(t)
	h.Sender.Answer = func(to string, try int) error {
		if to == "chat" && (try == 2 || try == 3) {
			return &fanlight.DeliveryError{Err: fmt.Errorf("internal server error"), Unknown: try == 3}
		}
		return nil
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if got := partsTo(h); got != "0 1?" {
		t.Fatalf("the chat got %s", got)
	}
	text, picture := h.Sender.To("chat")[0].Message, h.Sender.To("chat")[1].Message
	if len(text.Files) != 0 || len(picture.Files) != 1 || len(picture.Parts) != 1 {
		t.Fatalf("%d files with the text, %d with the picture", len(text.Files), len(picture.Files))
	}
	mail := h.Sender.To("mail")[0].Message
	if len(mail.Files) != 2 || !bytes.Equal(mail.Files[0].Data, picture.Files[0].Data) || !strings.Contains(mail.HTML, "cid:"+mail.Files[0].ContentID) {
		t.Errorf("the mail has %d files", len(mail.Files))
	}
	if record := records(t, h)["chat"]; record.Parts != 2 || record.Total != 2 {
		t.Errorf("record: %+v", record)
	}
}
