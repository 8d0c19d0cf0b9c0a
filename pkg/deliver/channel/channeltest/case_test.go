package channeltest_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

func TestCases(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, c := range channeltest.Cases() {
		if names[c.Name] || c.Fault == nil || c.Want == nil || c.Fault.Accepted != c.Want.Unknown {
			t.Errorf("%+v: named twice, or an outcome is unknown although the provider did not get the request", c)
		}
		names[c.Name] = true
	}
	if len(names) < 12 {
		t.Errorf("%d faults, want at least 12", len(names))
	}
}

func TestSlow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := channeltest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { channeltest.Slow().Answer(w) }))
		client.Timeout = time.Hour
		begun := time.Now()
		resp, err := client.Get("http://provider.invalid")
		if err == nil {
			_ = resp.Body.Close()
		}
		if err == nil || time.Since(begun) != time.Hour {
			t.Errorf("answered after %v, %v; want no answer within an hour", time.Since(begun), err)
		}
	})
}
