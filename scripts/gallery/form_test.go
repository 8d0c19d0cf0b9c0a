package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestForms(t *testing.T) {
	t.Parallel()
	var got []string
	for _, f := range forms("x", rendertest.Documents()["checkout"]) {
		got = append(got, f.file)
		if measured := slices.Contains([]string{"x.html", "x.mail.html"}, f.file); f.measured != measured || len(f.windows) == 0 {
			t.Errorf("%s: measured %v, pictures in %v", f.file, f.measured, f.windows)
		}
	}
	want := []string{"x.html", "x.mail.html", "x.mail-text.html", "x.slack.html", "x.slack-webhook.html", "x.teams.html", "x.telegram.html",
		"x.discord.html", "x.sns.html", "x.text-80.html", "x.text-40.html"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("forms (-want +got)\n%s", diff)
	}
}

func TestSubject(t *testing.T) {
	t.Parallel()
	if got := subject([]string{"From: a", "Subject: b", "To: c"}); !slices.Equal(got, []string{"Subject: b"}) {
		t.Errorf("lines %q", got)
	}
}
