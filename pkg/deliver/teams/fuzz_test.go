package teams_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/teams"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzTeams posts attacks to a workflow that checks them.
func FuzzTeams(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.Archived(rendertest.Attack(s, times), s)
		checkShown(t, "report", message(d))
		checkShown(t, "charts", message(rendertest.AttackChart(s, times)))
		checkShown(t, "notice", teams.Channel{}.Notice(render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}})))
	})
}
