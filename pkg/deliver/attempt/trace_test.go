package attempt_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
)

// TestTrace_MayHaveSent makes one request, or none, with a trace.
func TestTrace_MayHaveSent(t *testing.T) {
	t.Parallel()
	open := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(open.Close)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for _, test := range []struct {
		name string
		url  string // empty: a transport that does not report to httptrace
		want bool
	}{
		{"answered", open.URL, true},
		{"no connection", closed.URL, false},
		{"another transport", "", true},
	} {
		ctx, trace := attempt.WithTrace(t.Context())
		if test.url != "" {
			get(ctx, t, test.url)
		}
		if got := trace.MayHaveSent(); got != test.want {
			t.Errorf("%s: MayHaveSent = %v, want %v", test.name, got, test.want)
		}
	}
}

func get(ctx context.Context, t *testing.T, url string) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := http.DefaultClient.Do(r); err == nil {
		_ = resp.Body.Close()
	}
}

func TestWithTrace(t *testing.T) {
	t.Parallel()
	type key struct{}
	ctx, trace := attempt.WithTrace(context.WithValue(t.Context(), key{}, 1))
	if ctx.Value(key{}) != 1 || trace == nil {
		t.Errorf("context %v, trace %v: want the values of the context, and a trace", ctx, trace)
	}
}
