package preview_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestViews(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	all := preview.Views(d, everywhere())
	var names []string
	for _, v := range all {
		names = append(names, v.Name)
		if !strings.Contains(v.Content, "3,310") && !strings.Contains(v.Content, "3310") {
			t.Errorf("%s does not show a number of the report: %.3000s", v.Name, v.Content)
		}
	}
	want := []string{"page", "text", "text-file", "telegram", "mail", "mail-text", "slack", "teams", "discord", "webhook", "sns", "eventbridge", "s3", "s3-editions", "json"}
	if !slices.Equal(names, want) {
		t.Errorf("views %q, want %q", names, want)
	}
}

// TestViews_once holds that destinations of one form have one view, and that a file of the
// page is the page.
func TestViews_once(t *testing.T) {
	t.Parallel()
	all := preview.Views(rendertest.Documents()["classic"], []report.Destination{
		{Name: "page", Kind: report.KindFile, File: &report.File{Path: "report.html"}},
		{Name: "ops", Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "1"}},
		{Name: "team", Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "2"}},
	})
	if len(all) != 2 || !slices.Equal(all[0].For, []string{"page"}) || !slices.Equal(all[1].For, []string{"ops", "team"}) {
		t.Errorf("views %+v", all)
	}
}

// TestViews_mail holds that a mail has its head, and a policy of its own.
func TestViews_mail(t *testing.T) {
	t.Parallel()
	to := report.Destination{Name: "mail", Kind: report.KindEmail, Email: &report.Email{From: "a@example.org", To: []string{"b@example.org", "c@example.org"}}}
	mail := preview.Views(rendertest.Documents()["classic"], []report.Destination{to})[1]
	head := strings.Join(mail.Head, "|")
	if !strings.HasPrefix(head, "Subject: ") || !strings.Contains(head, "|From: a@example.org|To: b@example.org, c@example.org") {
		t.Errorf("head %q", head)
	}
	if !strings.Contains(mail.Content, `<head><meta http-equiv="Content-Security-Policy" content="default-src 'none';`) {
		t.Errorf("no policy: %.500s", mail.Content)
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	to := report.Destination{Name: "here", Kind: report.KindStdout}
	d := *rendertest.Documents()["failures"]
	whole := preview.Message(&d, to)
	d.Verdict = fanlight.Notify
	if line := preview.Message(&d, to); line.Text == whole.Text || line.Text == "" {
		t.Errorf("instead of an incomplete report there is %q", line.Text)
	}
}
