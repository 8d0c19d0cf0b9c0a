package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

// URLVariable is the environment variable that names another server of Slack's web API
// than the public one. The token goes to it, so the URL is one of https, or of this
// machine.
const URLVariable = "FANLIGHT_SLACK_URL"

// API is Slack's web API.
var API = channel.BotAPI{
	Server: "https://slack.com/api", Variable: URLVariable,
	Token: lazyregexp.New(`^xox[A-Za-z0-9.-]+$`), Form: "xoxb-…",
}

// Media types of requests.
const (
	jsonType = "application/json; charset=utf-8"
	formType = "application/x-www-form-urlencoded"
)

// bot makes calls of the web API while one part is sent.
type bot struct {
	env     *channel.Environment
	server  string // without / at its end
	ref     report.Secret
	token   string
	renewed bool // the token was read again
}

func newBot(ctx context.Context, env *channel.Environment, ref report.Secret) (*bot, error) {
	token, err := API.ReadToken(ctx, env.Secrets, ref)
	if err != nil {
		return nil, err
	}
	return &bot{env: env, server: API.URL(env.Getenv), ref: ref, token: token}, nil
}

// renew reads the token again, once, and reports whether it has changed.
func (b *bot) renew(ctx context.Context) bool {
	if b.renewed {
		return false
	}
	b.renewed = true
	token, changed := API.RenewToken(ctx, b.env.Secrets, b.ref, b.token)
	if changed {
		b.token = token
	}
	return changed
}

// refusal is the outcome of a call that did not succeed.
type refusal struct {
	fanlight.DeliveryError
	name  string // of the error; may be empty
	token bool   // the token was refused
	again bool   // files that are uploaded again may be taken
}

// outcome returns the outcome as an error, nil for a message that was accepted.
func (r *refusal) outcome() error {
	if r == nil {
		return nil
	}
	return &r.DeliveryError
}

// refusalOf returns the outcome of a request without an answer.
func refusalOf(err error) *refusal {
	no := &refusal{DeliveryError: fanlight.DeliveryError{Err: err}}
	if known := (*fanlight.DeliveryError)(nil); errors.As(err, &known) {
		no.DeliveryError = *known
	}
	return no
}

// call makes a call, and once more if a token that was refused was replaced meanwhile. It
// reads the answer into out.
func (b *bot) call(ctx context.Context, method, mediaType string, body []byte, out any) *refusal {
	no := b.callOnce(ctx, method, mediaType, body, out)
	if no != nil && no.token && b.renew(ctx) {
		return b.callOnce(ctx, method, mediaType, body, out)
	}
	return no
}

// callOnce makes a call. Slack answers most errors with status 200.
func (b *bot) callOnce(ctx context.Context, method, mediaType string, body []byte, out any) *refusal {
	r := post.Request{To: "slack", URL: b.server + "/" + method, Type: mediaType, Body: body,
		Header: http.Header{"Authorization": {"Bearer " + b.token}}, Hidden: []string{b.token}}
	a, err := r.Send(ctx, b.env.HTTP)
	if err != nil {
		return refusalOf(err)
	}
	var answer struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
	}
	unread := errors.Join(json.Unmarshal(a.Body, &answer), json.Unmarshal(a.Body, out))
	switch {
	case !a.OK():
		return &refusal{DeliveryError: *r.Refused(a, answer.Error)}
	case unread != nil || a.Lost != nil || !answer.OK && answer.Error == "":
		return refusalOf(&fanlight.DeliveryError{Unknown: true, Err: errors.New("slack's answer cannot be read")})
	case !answer.OK:
		return refused(r, a, answer.Error)
	}
	return nil
}

// Names of errors. Those of open may come after the message was posted, as their
// descriptions say; those of passing pass; those of tokens are about the token; any
// other needs a person.
//
// Source: docs.slack.dev/reference/methods/chat.postMessage, section on errors
var (
	open    = map[string]bool{"internal_error": true, "fatal_error": true}
	passing = map[string]bool{"ratelimited": true, "rate_limited": true, "service_unavailable": true, "request_timeout": true, "team_added_to_org": true, "message_limit_exceeded": true}
	tokens  = map[string]bool{"invalid_auth": true, "not_authed": true, "token_revoked": true, "token_expired": true, "account_inactive": true}
)

func refused(r post.Request, a post.Answer, name string) *refusal {
	no := &refusal{DeliveryError: *r.Refused(a, name), name: name, token: tokens[name]}
	no.Unknown, no.Permanent = open[name], !open[name] && !passing[name]
	if passing[name] {
		no.RetryAfter = a.RetryAfter()
	}
	return no
}
