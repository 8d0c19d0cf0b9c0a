package deliver_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// kindsAndPigeon are all kinds and one that is not known.
var kindsAndPigeon = append(report.Kinds(), "pigeon")

func TestRender(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	for _, kind := range kindsAndPigeon {
		checkAddressed(t, kind, deliver.Render(d, report.Destination{Name: "here", Kind: kind}), "3,310")
	}
}

// TestForm holds that destinations of one form get the same message, and those of
// different forms of a kind another one.
func TestForm(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	forms := map[string]fanlight.Message{}
	for i, to := range []report.Destination{
		{Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "1"}}, {Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "2"}},
		{Kind: report.KindEmail, Email: &report.Email{To: []string{"a"}}}, {Kind: report.KindEmail, Email: &report.Email{To: []string{"b"}}},
		{Kind: report.KindWebhook, Webhook: &report.Webhook{URL: "a"}}, {Kind: report.KindWebhook, Webhook: &report.Webhook{URL: "b"}},
		{Kind: report.KindSlack, Slack: &report.Slack{Channel: "a"}}, {Kind: report.KindSlack, Slack: &report.Slack{Webhook: "env:A"}},
		{Kind: report.KindTeams}, {Kind: report.KindDiscord},
		{Kind: report.KindSNS}, {Kind: report.KindEventBridge}, {Kind: report.KindS3, S3: &report.S3{Bucket: "a"}}, {Kind: report.KindS3, S3: &report.S3{Bucket: "b"}},
		{Kind: report.KindStdout}, {Kind: "pigeon"}, {Kind: report.KindFile},
		{Kind: report.KindFile, File: &report.File{Path: "a.html"}}, {Kind: report.KindFile, File: &report.File{Path: "b.HTML"}},
		{Kind: report.KindFile, File: &report.File{Path: "a.json"}}, {Kind: report.KindFile, File: &report.File{Path: "a.txt"}},
	} {
		m := deliver.Render(d, to)
		first, seen := forms[deliver.Form(to)]
		if forms[deliver.Form(to)] = m; !seen {
			continue
		}
		if diff := cmp.Diff(first, m); diff != "" {
			t.Errorf("destination %d has form %s (-first +this):\n%s", i, deliver.Form(to), diff)
		}
	}
	if len(forms) != 15 {
		t.Errorf("%d forms, want 15", len(forms))
	}
}

func TestOwner(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	missed := []render.Undelivered{{Destination: "chat", State: fanlight.DeliveryFailed, Error: "bot was kicked"}}
	for _, kind := range kindsAndPigeon {
		checkAddressed(t, kind, deliver.Owner(d, missed, report.Destination{Name: "here", Kind: kind}), "bot was kicked")
	}
}

// checkAddressed fails unless a message has its destination, report and run, and
// says the words.
func checkAddressed(t *testing.T, kind report.Kind, m fanlight.Message, words string) {
	t.Helper()
	want := fanlight.Message{Destination: "here", Kind: kind, Report: "bot-usage", Run: "bot-usage@2026-01-02T12:30:00Z"}
	if diff := cmp.Diff(want, m, cmpopts.IgnoreFields(fanlight.Message{}, "Subject", "Text", "HTML", "Parts")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", kind, diff)
	}
	if !strings.Contains(m.Text+strings.Join(m.Parts, ""), words) {
		t.Errorf("%s does not say %q: %+v", kind, words, m)
	}
}

// once are the kinds that know a message which they have: they need no mark.
var once = map[report.Kind]bool{report.KindFile: true, report.KindWebhook: true, report.KindEventBridge: true, report.KindS3: true}

func TestMarkDuplicate(t *testing.T) {
	t.Parallel()
	const mark = "Possibly a duplicate: the answer to an earlier delivery never came."
	for _, kind := range kindsAndPigeon {
		m := deliver.Render(rendertest.Documents()["classic"], report.Destination{Kind: kind})
		marked := deliver.MarkDuplicate(m)
		if !marked.Duplicate || m.Duplicate {
			t.Errorf("%s: Duplicate is %v in the marked message and %v in the stored one", kind, marked.Duplicate, m.Duplicate)
		}
		for _, form := range [][2]string{{m.Text, marked.Text}, {m.HTML, marked.HTML}, {strings.Join(m.Parts, ""), strings.Join(marked.Parts, "")}} {
			if form[0] != "" && (strings.Contains(form[0], mark) || strings.Contains(form[1], mark) == once[kind]) {
				t.Errorf("%s: stored message marked, or sent one not: %.200q", kind, form[1])
			}
		}
	}
}

func TestArchive(t *testing.T) {
	t.Parallel()
	const run = "bot@2026-01-02T12:30:00Z"
	first, second := &report.S3{Link: "https://first.example.org"}, &report.S3{Link: "https://second.example.org"}
	if got := deliver.Archive([]report.Destination{{}, {S3: first}, {S3: second}}, run, 1, ""); got == nil || got.Index != "https://first.example.org/bot/index.html" {
		t.Errorf("got %+v, want the first archive", got)
	}
	if got := deliver.Archive([]report.Destination{{}}, run, 1, "eu-central-1"); got != nil {
		t.Errorf("got %+v of a report without an archive", got)
	}
}
