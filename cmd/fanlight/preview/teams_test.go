package preview_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
)

func TestTeams(t *testing.T) {
	t.Parallel()
	compare(t, "teams.html", preview.Teams(sample(t, "teams.json")))
}

func TestTeams_notJSON(t *testing.T) {
	t.Parallel()
	page := preview.Teams("no <b>JSON")
	if check(t, page); !strings.Contains(page, "no &lt;b&gt;JSON") {
		t.Errorf("the text is not shown: %s", page)
	}
}
