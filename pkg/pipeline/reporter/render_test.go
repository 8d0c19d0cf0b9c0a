package reporter_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestReporter_Report_many_destinations sends a large report to 30 files of three
// forms: the document holds what fits, and each other form is stored once.
func TestReporter_Report_many_destinations(t *testing.T) {
	t.Parallel()
	endings := []string{"html", "json", "txt"}
	h := ran(t, 2, rowsOf(800, 1900), func(r *report.Report) {
		asTables(r)
		r.Deliver = nil
		for i := range 30 {
			to := sim.Chat(fmt.Sprint("file", i))
			to.Kind, to.Telegram, to.File = report.KindFile, nil, &report.File{Path: "out/" + to.Name + "." + endings[i%3]}
			r.Deliver = append(r.Deliver, to)
		}
	})
	expectState(t, h, fanlight.Sent)
	rendered, err := h.Ledger().Document(t.Context(), h.Run(runID))
	if err != nil {
		t.Fatal(err)
	}
	inline, places := 0, map[string]bool{}
	for _, m := range rendered.Messages {
		inline += m.Size()
		places[m.Stored] = true
	}
	if inline > 2<<20 || len(places) < 2 || len(places) > 4 {
		t.Errorf("the document holds %d bytes of messages, and %d places", inline, len(places))
	}
	for i := range 30 {
		got := h.Sender.To(fmt.Sprint("file", i))
		if len(got) != 1 || got[0].Message.Text != h.Sender.To(fmt.Sprint("file", i%3))[0].Message.Text {
			t.Fatalf("file %d: delivered %d times", i, len(got))
		}
		if text := got[0].Message.Text; strings.HasPrefix(text, "<!") != (i%3 == 0) || strings.HasPrefix(text, "{") != (i%3 == 1) {
			t.Errorf("file %d has another form: %.20q", i, text)
		}
	}
}
