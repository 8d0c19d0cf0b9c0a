package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

// Send posts the one part of a message, and returns its time stamp, which is its ID in
// the channel and that of the thread below it; of files it returns the ID of the first one.
// An incoming webhook gives none. A receipt names the channel by its ID, if the settings
// do not.
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

// toChannel posts by a bot's token. Blocks that are refused, as by a workspace that does not
// know the newer ones, are replaced once.
func toChannel(ctx context.Context, env *channel.Environment, to report.Slack, m fanlight.Message) (string, error) {
	var p payload
	if err := json.Unmarshal([]byte(m.Parts[0]), &p); err != nil {
		return "", &fanlight.DeliveryError{Permanent: true, Err: errors.New("the stored part is not a message of Slack")}
	}
	b, err := newBot(ctx, env, to.Token)
	if err != nil {
		return "", err
	}
	p.Channel = to.Channel
	if p.Reply {
		p.Thread, p.Reply = fanlight.FirstReceipt(m.Before), false
	}
	if len(m.Files) > 0 {
		return b.files(ctx, p, channelID(to, m), m.Files)
	}
	receipt, no := b.post(ctx, p)
	return receipt, no.outcome()
}

// post posts a message and returns its receipt.
func (b *bot) post(ctx context.Context, p payload) (string, *refusal) {
	plain := p.Plain
	p.Plain, p.Comment = nil, ""
	receipt, no := b.postMessage(ctx, p)
	if no != nil && no.name == "invalid_blocks" && plain != nil {
		p.Blocks = plain
		receipt, no = b.postMessage(ctx, p)
	}
	return receipt, no
}

// postMessage makes the call chat.postMessage
// (https://docs.slack.dev/reference/methods/chat.postMessage). The receipt is the message's
// time stamp.
func (b *bot) postMessage(ctx context.Context, p payload) (string, *refusal) {
	var answer struct {
		Stamp   string `json:"ts"`
		Channel string `json:"channel"`
	}
	if no := b.call(ctx, "chat.postMessage", jsonType, encode(p), &answer); no != nil {
		return "", no
	}
	if answer.Channel != p.Channel && idForm().MatchString(answer.Channel) {
		return answer.Stamp + " (" + channelRemark + answer.Channel + ")", nil
	}
	return answer.Stamp, nil
}

// channelRemark precedes the ID of a channel in the remark of a receipt.
const channelRemark = "channel "

// idForm is that of the IDs of channels and of conversations with one person.
var idForm = lazyregexp.New(`^[A-Z][A-Z0-9]+$`)

// channelID returns the ID of the channel that the parts before went to. Settings may have
// its name, which files cannot be shared by.
func channelID(to report.Slack, m fanlight.Message) string {
	if id, found := strings.CutPrefix(fanlight.ReceiptRemark(m.Before), channelRemark); found && idForm().MatchString(id) {
		return id
	}
	return to.Channel
}
