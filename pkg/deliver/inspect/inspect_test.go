package inspect_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestInspector_Inspect asks about each thing once, whatever reports share it.
func TestInspector_Inspect(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.answers["getChat"] = `{"ok":true,"result":{"id":1}}`
	owner := bot("ssm:/bot")
	reports := []report.Report{
		{Name: "a", Deliver: []report.Destination{bot("ssm:/bot")}}, {Name: "b", Owner: &owner}, {Name: "c", Deliver: []report.Destination{bot("ssm:/bot")}},
		{Name: "d", Deliver: []report.Destination{bot("ssm:/bot")}},
	}
	got := inspect.New(channel.Environment{Secrets: w, Getenv: func(string) string { return w.server.URL }}).Inspect(t.Context(), reports)
	want := []inspect.Finding{
		{Check: inspect.Secret, State: inspect.OK, Finding: "a, b, c …: ssm:/bot can be read"},
		{Check: inspect.Chat, State: inspect.OK, Finding: "a, b, c …: getChat @ops: the bot knows the chat"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if len(w.asked) != 1 {
		t.Errorf("asked %v, want one question", w.asked)
	}
}

// TestInspector_Inspect_late returns what is left as not answered while there is time to
// return it.
func TestInspector_Inspect_late(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	expect(t, "late", find(t, w.inspect(ctx, bot("ssm:/bot")), inspect.Chat), inspect.NotAnswered, "deadline", "")
}

// TestInspector_Inspect_places says of what only a delivery can try that it is not answered.
func TestInspector_Inspect_places(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, d := range []report.Destination{
		{Kind: report.KindS3, S3: &report.S3{Bucket: "archive"}}, {Kind: report.KindEventBridge, EventBridge: &report.EventBridge{Bus: "archive"}},
	} {
		expect(t, string(d.Kind), find(t, w.inspect(t.Context(), d), inspect.Place), inspect.NotAnswered, "archive", "")
	}
	if got := w.inspect(t.Context(), report.Destination{Kind: report.KindStdout}); len(got) > 0 {
		t.Errorf("findings of standard output: %+v", got)
	}
}

// TestNew asks with what New puts in place of what the environment lacks: it follows no
// redirect with a token.
func TestNew(t *testing.T) {
	w := newWorld(t)
	w.status["getChat"] = http.StatusFound
	t.Setenv("FANLIGHT_TELEGRAM_URL", w.server.URL)
	t.Setenv("FANLIGHT_TEST_BOT", botToken)
	findings := inspect.New(channel.Environment{}).Inspect(t.Context(), []report.Report{{Name: "a", Deliver: []report.Destination{bot("env:FANLIGHT_TEST_BOT")}}})
	f := find(t, findings, inspect.Chat)
	if f.State != inspect.Failed || !strings.Contains(f.Finding, "302 Found") || len(w.asked) != 1 {
		t.Errorf("got %+v after %v", f, w.asked)
	}
}
