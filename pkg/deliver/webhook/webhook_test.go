package webhook_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/figures"
	"github.com/fanlight/fanlight/pkg/deliver/webhook"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	for name, d := range rendertest.Documents() {
		m := webhook.Channel{}.Render(d, receiver)
		var e struct {
			Type string
			Data json.RawMessage
		}
		if err := json.Unmarshal([]byte(m.Text), &e); err != nil || e.Type != "report.sent" || string(e.Data) != string(figures.Of(d, 19_800)) {
			t.Errorf("%s: %v, type %q; want the figures as data", name, err, e.Type)
		}
		if len(m.Text) > 20_000 {
			t.Errorf("%s: %d bytes", name, len(m.Text))
		}
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (webhook.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	m := webhook.Channel{}.Notice(render.Notice{Subject: "Bot: 1 failed", Text: "Bot: 1 failed\n- a\n"})
	if want := `{"type":"report.failed","data":{"subject":"Bot: 1 failed","text":"Bot: 1 failed\n- a\n"}}`; m.Text != want {
		t.Errorf("text %s, want %s", m.Text, want)
	}
	if long := (webhook.Channel{}).Notice(render.Notice{Text: strings.Repeat("\u00e9 \"quoted\"\n", 5000)}); len(long.Text) > 20_000 {
		t.Errorf("%d bytes", len(long.Text))
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	m := fanlight.Message{Text: "{}"}
	if diff := cmp.Diff(m, webhook.Channel{}.MarkDuplicate(m, "Possibly a duplicate.")); diff != "" {
		t.Errorf("(-message +marked):\n%s", diff)
	}
}
