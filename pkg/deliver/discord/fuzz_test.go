package discord_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/discord"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzDiscord posts attacks to a server that checks them.
func FuzzDiscord(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.Archived(rendertest.Attack(s, times), s)
		checkAccepted(t, "report", discord.Channel{}.Render(d, hook))
		checkAccepted(t, "charts", discord.Channel{}.Render(rendertest.AttackChart(s, times), hook))
		checkAccepted(t, "notice", discord.Channel{}.Notice(render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}})))
	})
}
