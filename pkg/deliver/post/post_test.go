package post_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

const hook = "https://hooks.invalid/services/T000/B000/sEcReT-path-123?sig=sIgNaTuRe%2B12"

// doer answers a request, or fails.
type doer func(*http.Request) (*http.Response, error)

// Do implements channel.Doer.
func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

func send(t *testing.T, r post.Request, h http.HandlerFunc) (post.Answer, error) {
	t.Helper()
	return r.Send(t.Context(), channeltest.Serve(t, h))
}

func TestRequest_Send(t *testing.T) {
	t.Parallel()
	var seen *http.Request
	r := post.Request{To: "slack", URL: hook, Body: []byte(`{"a":1}`), Header: http.Header{"webhook-id": {"m1"}}}
	a, err := send(t, r, func(w http.ResponseWriter, r *http.Request) {
		seen = r
		w.WriteHeader(http.StatusAccepted)
		_, _ = w.Write([]byte(strings.Repeat("x", 100_000)))
	})
	if err != nil || a.Status != 202 || !a.OK() || len(a.Body) != 64<<10 || a.Lost != nil {
		t.Errorf("answer %d of %d bytes, lost %v, error %v", a.Status, len(a.Body), a.Lost, err)
	}
	if seen.Method != http.MethodPost || seen.Header.Get("Webhook-Id") != "m1" || !seen.Close || seen.Header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("request %s %+v, close %v", seen.Method, seen.Header, seen.Close)
	}
}

func TestRequest_Type(t *testing.T) {
	t.Parallel()
	seen := ""
	r := post.Request{To: "slack", URL: hook, Type: "text/csv", Body: []byte("a,b")}
	_, err := send(t, r, func(_ http.ResponseWriter, r *http.Request) { seen = r.Header.Get("Content-Type") })
	if err != nil || seen != "text/csv" {
		t.Errorf("type %q, error %v", seen, err)
	}
}

// TestRequest_Send_no_answer holds also that no error has a part of the secrets.
func TestRequest_Send_no_answer(t *testing.T) {
	t.Parallel()
	passing, final, open := &fanlight.DeliveryError{}, &fanlight.DeliveryError{Permanent: true}, &fanlight.DeliveryError{Unknown: true}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	failing := func(err error) doer { return func(*http.Request) (*http.Response, error) { return nil, err } }
	for _, test := range []struct {
		name  string
		ctx   context.Context
		url   string
		by    doer
		want  *fanlight.DeliveryError
		words string
	}{
		{"ended before", ended, hook, nil, passing, "canceled"},
		{"http", t.Context(), strings.Replace(hook, "https", "http", 1), nil, final, "invalid URL"},
		{"no host", t.Context(), "https:///services/sEcReT-path-123", nil, final, "invalid URL"},
		{"no URL", t.Context(), "sEcReT-path-123\x7f", nil, final, "invalid URL"},
		{"reset", t.Context(), hook, failing(errors.New("reset while " + hook + " was read: /services/T000/B000/sEcReT-path-123 sIgNaTuRe+12 whole-secret")), open, "reset while <secret> was read: <secret> <secret> <secret>"},
		{"refused by the client", t.Context(), hook, failing(&fanlight.DeliveryError{Permanent: true, Err: errors.New("the address is not public")}), final, "not public"},
	} {
		_, err := post.Request{To: "slack", URL: test.url, Hidden: []string{"whole-secret"}}.Send(test.ctx, test.by)
		channeltest.CheckOutcome(t, err, test.want, test.words)
		for _, secret := range []string{"sEcReT", "sIgNaTuRe", "whole-secret"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the error holds the secret: %v", test.name, err)
			}
		}
	}
}

func TestRequest_Send_out_of_reach(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	_, err = post.Request{To: "slack", URL: "http://" + listener.Addr().String() + "/sEcReT-path-123"}.Send(t.Context(), http.DefaultClient)
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{}, "post to slack: dial")
}

func TestRequest_Refused(t *testing.T) {
	t.Parallel()
	for _, c := range channeltest.Cases() {
		if c.Want.Unknown {
			continue
		}
		r := post.Request{To: "slack", URL: hook}
		a, err := r.Send(t.Context(), channeltest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { c.Fault.Answer(w) })))
		if err != nil || a.OK() {
			t.Fatalf("%s: %d, %v", c.Name, a.Status, err)
		}
		channeltest.CheckOutcome(t, r.Refused(a, a.Words()), c.Want, "slack answered "+c.Words)
	}
	echo := post.Request{To: "slack", URL: hook}.Refused(post.Answer{Status: 400}, "no \x1bsEcReT-path-123")
	if got := echo.Error(); got != "slack answered 400: no ␛<secret>" {
		t.Errorf("error %q, want clean words without the secret", got)
	}
}

func TestAnswer_Words(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{"": "", " no_service\n": "no_service", "<html>": "", strings.Repeat("x", 400): strings.Repeat("x", 299) + "…"} {
		if got := (post.Answer{Body: []byte(body)}).Words(); got != want {
			t.Errorf("%.20q: %q, want %q", body, got, want)
		}
	}
}

func TestAnswer_RetryAfter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		in := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
		for value, want := range map[string]time.Duration{
			"": 0, "7": 7 * time.Second, "-7": 0, "1.5": 0, "99999999999": 0, in(90 * time.Second): 90 * time.Second, in(-time.Minute): 0,
		} {
			if got := (post.Answer{Header: http.Header{"Retry-After": {value}}}).RetryAfter(); got != want {
				t.Errorf("%q: %v, want %v", value, got, want)
			}
		}
	})
}

func TestCheckURL(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]bool{
		"https://hooks.slack.com/services/a": true, "http://127.0.0.1:8080/a": true, "http://localhost/a": true, "http://[::1]/a": true,
		"http://example.org/": false, "ftp://example.org/": false, "https://": false, "hooks.slack.com": false, "": false, "http://10.0.0.1/": false,
	} {
		if err := post.CheckURL(url); (err == nil) != want {
			t.Errorf("%q: %v", url, err)
		}
	}
}
