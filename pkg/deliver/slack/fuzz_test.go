package slack_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzSlack posts attacks to a server that checks them.
func FuzzSlack(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.Archived(rendertest.Attack(s, times), s)
		checkAccepted(t, "report", d)
		checkAccepted(t, "charts", rendertest.AttackChart(s, times))
		checkSent(t, "notice", slack.Channel{}.Notice(render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}})), byToken)
	})
}
