package eventbridge_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/eventbridge"
	"github.com/fanlight/fanlight/pkg/deliver/eventbridge/eventbridgetest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzEventBridge puts attacks on a bus that checks them.
func FuzzEventBridge(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.Attack(s, times)
		env := reaching(t, eventbridgetest.New())
		for _, m := range []fanlight.Message{
			eventbridge.Channel{}.Render(d, bus("default")),
			eventbridge.Channel{}.Notice(render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}})),
		} {
			if _, err := (eventbridge.Channel{}).Send(t.Context(), env, bus("default"), m); err != nil {
				t.Fatal(err)
			}
		}
	})
}
