package webhook

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Send sends the event, and returns its ID, which is the same at every try: a server
// takes an event once. A redirect is a refusal. A server may ask to wait.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.Webhook == nil {
		return "", channel.ErrNoSettings
	}
	body, err := body(m)
	if err != nil {
		return "", err
	}
	secret, err := env.Secrets.Secret(ctx, to.Webhook.Secret)
	if err != nil {
		return "", err
	}
	id := channel.Key(m)
	answer, err := attempt(ctx, env, *to.Webhook, secret, id, body)
	if err == nil || answer.Status != http.StatusUnauthorized {
		return id, err
	}
	env.Secrets.Forget(to.Webhook.Secret)
	renewed, unread := env.Secrets.Secret(ctx, to.Webhook.Secret)
	if unread != nil || renewed == secret {
		return "", err
	}
	_, err = attempt(ctx, env, *to.Webhook, renewed, id, body)
	return id, err
}

// attempt sends the event once. The error is a *fanlight.DeliveryError.
func attempt(ctx context.Context, env *channel.Environment, to report.Webhook, secret, id string, body []byte) (post.Answer, error) {
	key, err := key(secret, to.Secret)
	if err != nil {
		return post.Answer{}, err
	}
	now := strconv.FormatInt(time.Now().Unix(), 10)
	r := post.Request{To: "the webhook", URL: to.URL, Body: body, Hidden: []string{secret}, Header: http.Header{
		"Webhook-Id": {id}, "Webhook-Timestamp": {now}, "Webhook-Signature": {signature(key, id, now, body)},
	}}
	by := env.Public
	if to.AllowPrivate {
		by = env.HTTP
	}
	answer, err := r.Send(ctx, by)
	if err != nil || answer.OK() {
		return answer, err
	}
	return answer, r.Refused(answer, answer.Words())
}

// body returns the body of the request: the event with the time that its report is for.
func body(m fanlight.Message) ([]byte, error) {
	var e event
	if err := json.Unmarshal([]byte(m.Text), &e); err != nil || e.Type == "" {
		return nil, errBody
	}
	e.Timestamp = m.Run.Scheduled().Format(time.RFC3339)
	return []byte(encode(e)), nil
}
