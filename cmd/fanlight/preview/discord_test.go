package preview_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
)

func TestDiscord(t *testing.T) {
	t.Parallel()
	compare(t, "discord.html", preview.Discord([]string{sample(t, "discord.json")}))
}

func TestDiscord_notJSON(t *testing.T) {
	t.Parallel()
	page := preview.Discord([]string{"no <b>JSON"})
	if check(t, page); !strings.Contains(page, "no &lt;b&gt;JSON") {
		t.Errorf("the text is not shown: %s", page)
	}
}
