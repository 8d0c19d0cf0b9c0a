package inspect

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// channelID is the form of a channel's ID. conversations.info takes no names.
var channelID = lazyregexp.New(`^[CGD][A-Z0-9]{6,}$`)

// slackAnswer is the answer to both methods.
type slackAnswer struct {
	OK      bool   `json:"ok"`
	Error   string `json:"error"`
	Channel struct {
		Archived bool  `json:"is_archived"`
		Member   *bool `json:"is_member"`
	} `json:"channel"`
}

// slack asks whether the token is valid (https://docs.slack.dev/reference/methods/auth.test),
// and for the channel (https://docs.slack.dev/reference/methods/conversations.info), which
// needs a scope that sending does not need.
func (i *Inspector) slack(ctx context.Context, c chat, token, reports string) Finding {
	if !slack.API.Token().MatchString(token) {
		return wrongForm(c, reports, "bot's token, "+slack.API.Form)
	}
	what := reports + ": auth.test of " + string(c.ref)
	a, err := i.slackMethod(ctx, "auth.test", token)
	switch {
	case err != nil:
		return unheard(Chat, what, err)
	case !a.OK:
		return Finding{
			Check: Chat, State: Failed, Finding: what + ": " + a.Error,
			Remedy: "install the app again, and store its bot token as " + string(c.ref),
		}
	}
	what = fmt.Sprintf("%s: conversations.info %s", reports, c.id)
	if !channelID().MatchString(c.id) {
		return unheard(Chat, what, "the token is valid, but Slack looks channels up by ID alone")
	}
	a, err = i.slackMethod(ctx, "conversations.info?channel="+url.QueryEscape(c.id), token)
	if err != nil {
		return unheard(Chat, what, err)
	}
	return a.judge(what)
}

// judge returns the finding for an answer about a channel.
func (a slackAnswer) judge(what string) Finding {
	f := Finding{Check: Chat, State: Failed, Finding: what + ": " + a.Error}
	switch {
	case a.Error == "missing_scope":
		f = unheard(Chat, what, "the token is valid, but has not the scope channels:read or groups:read")
	case !a.OK:
		f.Remedy = "take the ID from the channel's details, and invite the app: /invite @app"
	case a.Channel.Archived:
		f.Finding, f.Remedy = what+": the channel is archived", "unarchive it, or name another"
	case a.Channel.Member != nil && !*a.Channel.Member:
		f.Finding, f.Remedy = what+": the app is not in the channel", "in the channel: /invite @app; the scope chat:write.public writes to public ones without it"
	default:
		f.State, f.Finding = OK, what+": the app is in the channel"
	}
	return f
}

// slackMethod calls a method that changes nothing. The error is that of a call without an
// answer which can be read.
func (i *Inspector) slackMethod(ctx context.Context, method, token string) (a slackAnswer, err error) {
	q := question{url: slack.API.URL(i.env.Getenv) + "/" + method, bearer: token, secret: token}
	status, body, err := i.ask(ctx, q)
	if err != nil {
		return a, err
	}
	if err := json.Unmarshal(body, &a); err != nil || status != http.StatusOK || !a.OK && a.Error == "" || a.Error == "ratelimited" {
		return a, fmt.Errorf("slack answered %d", status)
	}
	a.Error = q.hide(a.Error)
	return a, nil
}
