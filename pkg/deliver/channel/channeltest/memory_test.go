package channeltest_test

import (
	"context"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

func TestServe(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := channeltest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(time.Hour): // of the bubble
			case <-r.Context().Done():
			}
			_, _ = io.WriteString(w, r.Host+r.URL.Path)
		}))
		resp, err := client.Get("http://provider.invalid/a")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		if body, err := io.ReadAll(resp.Body); string(body) != "provider.invalid/a" || err != nil {
			t.Errorf("answer %q, %v", body, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://provider.invalid/b", nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := client.Do(r); err == nil {
			_ = resp.Body.Close()
			t.Error("a request was answered after its time")
		}
	})
}
