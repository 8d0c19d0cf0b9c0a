package post

import (
	"context"
	"net/http"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/report"
)

// Hook is a URL that is a secret: who has it may post.
type Hook struct {
	To    string // the provider, as errors name it
	Ref   report.Secret
	Query string // appended to that of the URL
}

// Send posts JSON to the URL once. Where the provider does not know the URL, it reads the
// secret again and posts once more if that has changed. The error is a
// *fanlight.DeliveryError, or the secret reader's, if there was no answer. The request
// is the one that was answered.
func (h Hook) Send(ctx context.Context, env *channel.Environment, body []byte) (Answer, Request, error) {
	secret, err := env.Secrets.Secret(ctx, h.Ref)
	if err != nil {
		return Answer{}, Request{}, err
	}
	r := h.request(secret, body)
	a, err := r.Send(ctx, env.HTTP)
	if err != nil || !unknown(a.Status) {
		return a, r, err
	}
	env.Secrets.Forget(h.Ref)
	renewed, unread := env.Secrets.Secret(ctx, h.Ref)
	if unread != nil || renewed == secret {
		return a, r, nil
	}
	r = h.request(renewed, body)
	a, err = r.Send(ctx, env.HTTP)
	return a, r, err
}

// unknown reports whether a status says that a URL is not, or not any more, one that
// takes messages.
func unknown(status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusNotFound || status == http.StatusGone
}

func (h Hook) request(secret string, body []byte) Request {
	url := strings.TrimSpace(secret)
	r := Request{To: h.To, URL: url, Body: body, Hidden: []string{secret, url}}
	switch {
	case h.Query == "":
	case strings.Contains(url, "?"):
		r.URL += "&" + h.Query
	default:
		r.URL += "?" + h.Query
	}
	return r
}
