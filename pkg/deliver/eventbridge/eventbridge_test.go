package eventbridge_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/eventbridge"
	"github.com/fanlight/fanlight/pkg/deliver/figures"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

const maxDetail = 262_144 - 512

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	for name, d := range rendertest.Documents() {
		m := eventbridge.Channel{}.Render(d, report.Destination{Kind: report.KindEventBridge})
		if m.Subject != "Report Sent" || m.Text != string(figures.Of(d, maxDetail)) {
			t.Errorf("%s: type %q, detail %.200s", name, m.Subject, m.Text)
		}
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (eventbridge.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	m := eventbridge.Channel{}.Notice(render.Notice{Subject: "Bot: 1 failed", Text: "Bot: 1 failed\n"})
	if m.Subject != "Report Failed" || m.Text != `{"subject":"Bot: 1 failed","text":"Bot: 1 failed\n"}` {
		t.Errorf("%+v", m)
	}
	if long := (eventbridge.Channel{}).Notice(render.Notice{Text: strings.Repeat("<&>\n", 100_000)}); len(long.Text) > maxDetail {
		t.Errorf("%d bytes", len(long.Text))
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	m := fanlight.Message{Text: "{}"}
	if diff := cmp.Diff(m, eventbridge.Channel{}.MarkDuplicate(m, "Possibly a duplicate.")); diff != "" {
		t.Errorf("(-message +marked):\n%s", diff)
	}
}
