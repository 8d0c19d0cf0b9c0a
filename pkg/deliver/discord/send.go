package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Send posts the one part of a message, and returns its ID. It waits until Discord has
// the message, so that errors are answered. Discord bans an address for a while that
// sends many requests to webhooks which are gone: such an answer is final.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.Discord == nil {
		return "", channel.ErrNoSettings
	}
	if len(m.Parts) != 1 {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("message has %d parts, want one at a time", len(m.Parts))}
	}
	hook := post.Hook{To: "discord", Ref: to.Discord.Webhook, Query: "wait=true"}
	a, r, err := hook.Send(ctx, env, []byte(m.Parts[0]))
	if err != nil {
		return "", err
	}
	var body answer
	unread := json.Unmarshal(a.Body, &body)
	switch {
	case !a.OK():
		return "", body.refused(r, a)
	case unread != nil || a.Lost != nil || body.ID == "":
		return "", &fanlight.DeliveryError{Unknown: true, Err: fmt.Errorf("discord answered %d, which cannot be read", a.Status)}
	}
	return body.ID, nil
}

// answer is a message, or an error
// (https://docs.discord.com/developers/reference#error-messages).
type answer struct {
	ID         string          `json:"id"`
	Message    string          `json:"message"`
	Code       int             `json:"code"`
	RetryAfter float64         `json:"retry_after"` // seconds
	Errors     json.RawMessage `json:"errors"`
}

// refused returns the outcome of an answer that is an error, with the place of it if
// there is one.
func (b answer) refused(r post.Request, a post.Answer) *fanlight.DeliveryError {
	words := b.Message
	if b.Code != 0 {
		words = strings.TrimSpace(fmt.Sprintf("%s (%d) %s", b.Message, b.Code, b.Errors))
	}
	outcome := r.Refused(a, words)
	if wait := time.Duration(math.Ceil(min(max(b.RetryAfter, 0), maxWait) * float64(time.Second))); !outcome.Permanent {
		outcome.RetryAfter = max(outcome.RetryAfter, wait)
	}
	return outcome
}

// maxWait is the longest time to wait that is believed, in seconds.
const maxWait = 86_400
