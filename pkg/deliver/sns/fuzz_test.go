package sns_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/sns"
	"github.com/fanlight/fanlight/pkg/deliver/sns/snstest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzSNS publishes attacks on a topic that checks them.
func FuzzSNS(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := rendertest.Archived(rendertest.Attack(s, times), s)
		env := reaching(t, snstest.New())
		for _, m := range []fanlight.Message{
			message(d), sns.Channel{}.MarkDuplicate(message(d), "Possibly a duplicate."),
			sns.Channel{}.Notice(render.OwnerNotice(d, []render.Undelivered{{Destination: s, Error: s}})),
		} {
			if _, err := (sns.Channel{}).Send(t.Context(), env, topic(snstest.Topic), m); err != nil {
				t.Fatal(err)
			}
		}
	})
}
