package preview_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
)

func TestSlack(t *testing.T) {
	t.Parallel()
	compare(t, "slack.html", preview.Slack([]string{sample(t, "slack.json")}))
}

func TestSlack_notJSON(t *testing.T) {
	t.Parallel()
	page := preview.Slack([]string{"no <b>JSON"})
	if check(t, page); !strings.Contains(page, "no &lt;b&gt;JSON") {
		t.Errorf("the text is not shown: %s", page)
	}
}

// TestSlack_thread holds that replies stand below the message that they belong to.
func TestSlack_thread(t *testing.T) {
	t.Parallel()
	page := preview.Slack([]string{`{"text":"first"}`, `{"text":"second","reply":true}`})
	if check(t, page); !strings.Contains(page, "Reply in the thread, 1 of 1") || !strings.Contains(page, `class="reply"`) {
		t.Errorf("no thread: %s", page)
	}
	if page = preview.Slack([]string{`{"text":"first"}`, `{"text":"second"}`}); !strings.Contains(page, "Message 2 of 2") {
		t.Errorf("messages without numbers: %s", page)
	}
}
