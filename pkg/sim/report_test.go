package sim

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestReport(t *testing.T) {
	t.Parallel()
	r := Report(2, "one", "two")
	if len(r.Queries) != 2 || r.Queries[1].ID != "q1" || len(r.Sections) != 2 || len(r.Deliver) != 2 || r.Deliver[1].Name != "two" {
		t.Errorf("got %+v", r)
	}
	if to := Report(0).Deliver; len(to) != 1 || to[0].Name != "chat" {
		t.Errorf("by default it goes to %+v", to)
	}
	if id := fanlight.NewRunID(r.Name, Due, ""); id != RunID || r.Name != ReportName {
		t.Errorf("its run is %s, want %s", id, RunID)
	}
}

func TestDestination(t *testing.T) {
	t.Parallel()
	want := report.Destination{Name: "a", Kind: report.KindStdout, OnUnknown: report.Resend}
	if diff := cmp.Diff(want, Destination("a")); diff != "" {
		t.Errorf("destination (-want +got):\n%s", diff)
	}
}

func TestChat(t *testing.T) {
	t.Parallel()
	if d := Chat("a"); d.Name != "a" || d.Kind != report.KindTelegram || d.Telegram == nil {
		t.Errorf("got %+v", d)
	}
}

func TestInParts(t *testing.T) {
	t.Parallel()
	for parts := 1; parts < 6; parts++ {
		r := InParts(Report(1), parts)
		r.Deliver = []report.Destination{Chat("chat")}
		h := NewHarness(t, r)
		h.Start()
		h.Quiesce()
		if got := len(h.Sender.To("chat")); got != parts {
			t.Errorf("%d parts were sent, want %d", got, parts)
		}
	}
}
