package fanlight_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func FuzzMessages(f *testing.F) {
	f.Add(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"shard":0,"query":{"index":0,"id":"q"}}`)
	f.Add(`{"version":1,"run":"a@2026-01-02T12:30:00Z+x","epoch":1,"round":1}`)
	f.Fuzz(func(t *testing.T, body string) {
		if m, err := fanlight.ParseQueryMessage(body); err == nil && (m.Version != fanlight.MessageVersion || m.Epoch < 1 || m.Run.Report() == "") {
			t.Errorf("%q was accepted as %+v", body, m)
		}
		if m, err := fanlight.ParseReportMessage(body); err == nil && (m.Version != fanlight.MessageVersion || m.Epoch < 1 || m.Run.Report() == "") {
			t.Errorf("%q was accepted as %+v", body, m)
		}
	})
}
