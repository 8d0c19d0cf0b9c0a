package preview_test

import (
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
)

func TestTelegram(t *testing.T) {
	t.Parallel()
	compare(t, "telegram.html", preview.Telegram([]string{sample(t, "telegram.txt"), "second"}))
}
