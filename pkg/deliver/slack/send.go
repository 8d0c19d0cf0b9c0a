package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// URLVariable is the environment variable that names another server of Slack's web API
// than the public one. The token goes to it, so the URL is one of https, or of this
// machine.
const URLVariable = "FANLIGHT_SLACK_URL"

const publicURL = "https://slack.com/api"

// Send posts the one part of a message, and returns its time stamp, which is its ID in
// the channel and that of the thread below it; an incoming webhook gives none.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.Slack == nil {
		return "", channel.ErrNoSettings
	}
	if len(m.Parts) != 1 {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("message has %d parts, want one at a time", len(m.Parts))}
	}
	if to.Slack.Webhook != "" {
		return toWebhook(ctx, env, to.Slack.Webhook, m.Parts[0])
	}
	return toChannel(ctx, env, *to.Slack, m)
}

// toWebhook posts to an incoming webhook, which answers ok or an error's name
// (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
func toWebhook(ctx context.Context, env *channel.Environment, ref report.Secret, part string) (string, error) {
	a, r, err := post.Hook{To: "slack", Ref: ref}.Send(ctx, env, []byte(part))
	switch {
	case err != nil:
		return "", err
	case !a.OK():
		return "", r.Refused(a, a.Words())
	case a.Lost != nil || a.Words() != "ok":
		return "", &fanlight.DeliveryError{Unknown: true, Err: fmt.Errorf("slack answered %d, but not ok", a.Status)}
	}
	return "ok", nil
}

// toChannel posts by a bot's token. A token that is refused is read again once, and
// blocks that are refused, as by a workspace that does not know the newer ones, are
// replaced once.
func toChannel(ctx context.Context, env *channel.Environment, to report.Slack, m fanlight.Message) (string, error) {
	var p payload
	if err := json.Unmarshal([]byte(m.Parts[0]), &p); err != nil {
		return "", &fanlight.DeliveryError{Permanent: true, Err: errors.New("the stored part is not a message of Slack")}
	}
	plain := p.Plain
	p.Channel, p.Plain = to.Channel, nil
	if p.Reply {
		p.Thread, p.Reply = fanlight.FirstReceipt(m.Before), false
	}
	token, err := readToken(ctx, env.Secrets, to.Token)
	if err != nil {
		return "", err
	}
	stamp, no := postMessage(ctx, env, token, encode(p))
	if no != nil && no.token {
		env.Secrets.Forget(to.Token)
		if renewed, err := readToken(ctx, env.Secrets, to.Token); err == nil && renewed != token {
			token = renewed
			stamp, no = postMessage(ctx, env, token, encode(p))
		}
	}
	if no != nil && no.blocks && plain != nil {
		p.Blocks = plain
		stamp, no = postMessage(ctx, env, token, encode(p))
	}
	return stamp, no.outcome()
}

var tokenForm = regexp.MustCompile(`^xox[A-Za-z0-9.-]+$`)

// readToken returns a bot's token. It refuses one of another form before that is written
// into a header.
func readToken(ctx context.Context, secrets channel.SecretReader, ref report.Secret) (string, error) {
	token, err := secrets.Secret(ctx, ref)
	if err != nil {
		return "", err
	}
	token = strings.TrimSpace(token)
	if !tokenForm.MatchString(token) {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("the secret %s has not the form of a bot's token, xoxb-…", ref)}
	}
	return token, nil
}

// refusal is the outcome of a message that was not accepted.
type refusal struct {
	fanlight.DeliveryError
	token  bool // the token was refused
	blocks bool // a block was refused
}

// outcome returns the outcome as an error, nil for a message that was accepted.
func (r *refusal) outcome() error {
	if r == nil {
		return nil
	}
	return &r.DeliveryError
}

// postMessage makes the call chat.postMessage
// (https://docs.slack.dev/reference/methods/chat.postMessage) and returns the message's
// time stamp. Slack answers most errors with status 200.
func postMessage(ctx context.Context, env *channel.Environment, token string, body []byte) (string, *refusal) {
	r := post.Request{To: "slack", URL: strings.TrimRight(cmp.Or(env.Getenv(URLVariable), publicURL), "/") + "/chat.postMessage", Body: body,
		Header: http.Header{"Authorization": {"Bearer " + token}}, Hidden: []string{token}}
	a, err := r.Send(ctx, env.HTTP)
	if err != nil {
		no := &refusal{DeliveryError: fanlight.DeliveryError{Err: err}}
		if known := (*fanlight.DeliveryError)(nil); errors.As(err, &known) {
			no.DeliveryError = *known
		}
		return "", no
	}
	var answer struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
		Stamp string `json:"ts"`
	}
	unread := json.Unmarshal(a.Body, &answer)
	switch {
	case !a.OK():
		return "", &refusal{DeliveryError: *r.Refused(a, answer.Error)}
	case unread != nil || a.Lost != nil || !answer.OK && answer.Error == "":
		return "", &refusal{DeliveryError: fanlight.DeliveryError{Unknown: true, Err: errors.New("slack's answer cannot be read")}}
	case !answer.OK:
		return "", refused(r, a, answer.Error)
	}
	return answer.Stamp, nil
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
	no := &refusal{DeliveryError: *r.Refused(a, name), token: tokens[name], blocks: name == "invalid_blocks"}
	no.Unknown, no.Permanent = open[name], !open[name] && !passing[name]
	if passing[name] {
		no.RetryAfter = a.RetryAfter()
	}
	return no
}
