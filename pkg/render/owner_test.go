package render_test

import (
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestOwnerNotice(t *testing.T) {
	t.Parallel()
	missed := []render.Undelivered{
		{Destination: "telegram", State: fanlight.DeliveryFailed, Error: "send to telegram: 403 Forbidden: bot was kicked"},
		{Destination: "email", State: fanlight.DeliveryUnknown, Error: "send by SES: connection lost\r\nX: y"},
	}
	documents := rendertest.Documents()
	for name, missed := range map[string][]render.Undelivered{"failures": missed, "classic": missed[:1]} {
		golden.Compare(t, filepath.Join("testdata", "golden", name+".owner"), render.OwnerNotice(documents[name], missed).Text)
	}
	if got, want := render.OwnerNotice(documents["failures"], nil).Subject, "Telegram bot usage: 4 of 7 queries gave no answer"; got != want {
		t.Errorf("subject = %q, want %q", got, want)
	}
}
