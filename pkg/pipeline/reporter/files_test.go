package reporter_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// toChats sends two long tables to a chat of Telegram and to a channel of Slack.
func toChats(r *report.Report) {
	asTables(r)
	channel := sim.Chat("channel")
	channel.Kind, channel.Telegram, channel.Slack = report.KindSlack, nil, &report.Slack{Channel: "C0123", Token: "env:BOT"}
	r.Deliver = []report.Destination{sim.Chat("chat"), channel}
}

// TestReporter_Report_files tries the files of a report again alone, after its texts have
// arrived: these are not in doubt. Large files are stored by themselves.
func TestReporter_Report_files(t *testing.T) {
	t.Parallel()
	texts := map[string]int{"chat": 1, "channel": 2}
	h := ranBy(t, 2, rowsOf(600, 1500), toChats, func(h *sim.Harness) {
		h.Sender.Answer = func(to string, try int) error {
			if of := try - texts[to]; of == 1 || of == 2 {
				return &fanlight.DeliveryError{Err: errors.New("internal server error"), Unknown: of == 2}
			}
			return nil
		}
		h.Quiesce()
	})
	expectState(t, h, fanlight.Sent)
	for name, before := range texts {
		got := h.Sender.To(name)
		if len(got) != before+1 || len(got[0].Message.Files) != 0 || got[0].Again || len(got[before].Message.Files) != 2 || !got[before].Again {
			t.Fatalf("%s got %d messages", name, len(got))
		}
		for i, f := range got[before].Message.Files {
			if rows := strings.Count(string(f.Data), "\n"); f.Name != []string{"q0.csv", "q1.csv"}[i] || rows != 601 {
				t.Errorf("%s got %s with %d lines", name, f.Name, rows)
			}
		}
		if record := records(t, h)[name]; record.Parts != before+1 || record.Total != before+1 || record.Tries != 3 {
			t.Errorf("record of %s: %+v", name, record)
		}
	}
	rendered, err := h.Ledger().Document(t.Context(), h.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range rendered.Messages {
		if m.Stored == "" || len(m.Files) > 0 {
			t.Errorf("the document holds %d bytes of the message to %s", m.Size(), m.Destination)
		}
	}
}

// TestReporter_Report_files_failed leaves the texts as they are where the files fail for
// ever: the destination has a part of the report, and nothing is unknown.
func TestReporter_Report_files_failed(t *testing.T) {
	t.Parallel()
	h := ranBy(t, 1, rowsOf(60, 100), toChats, func(h *sim.Harness) {
		h.Sender.Answer = func(_ string, try int) error {
			if try > 1 {
				return &fanlight.DeliveryError{Err: errors.New("bad gateway")}
			}
			return nil
		}
		h.Quiesce()
	})
	expectState(t, h, fanlight.PartlySent)
	for name, record := range records(t, h) {
		if record.Parts != 1 || record.State != fanlight.DeliveryFailed || record.Unknown || !strings.HasPrefix(record.Error, "1 of 2 parts were accepted, then: ") {
			t.Errorf("record of %s: %+v", name, record)
		}
	}
}
