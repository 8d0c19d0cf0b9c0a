package telegram

import (
	"context"
	"errors"
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// Send sends the one part of a message, a text or files, and returns its message ID, of
// an album that of the first file. Files are replies to the first part. A receipt
// says so if the chat has another ID by now.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.Telegram == nil {
		return "", channel.ErrNoSettings
	}
	if len(m.Parts) != 1 {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("message has %d parts, want one at a time", len(m.Parts))}
	}
	token, err := API.ReadToken(ctx, env.Secrets, to.Telegram.Token)
	if err != nil {
		return "", err
	}
	c := &chat{env: env, id: to.Telegram.Chat, topic: to.Telegram.Topic, ref: to.Telegram.Token, token: token}
	p := post{text: m.Parts[0], mode: "HTML", files: m.Files}
	if len(m.Files) > 0 {
		p.reply, _ = strconv.ParseInt(fanlight.FirstReceipt(m.Before), 10, 64) // 0 for one that is none
	}
	id, err := c.send(ctx, p)
	if err == nil && c.moved != "" {
		id += " (the chat's ID is now " + c.moved + ")"
	}
	return id, err
}

// chat is a chat while one part is sent to it.
type chat struct {
	env   *channel.Environment
	id    string
	topic int // 0: none
	ref   report.Secret
	token string
	moved string // the chat's new ID, empty unless it got one
}

// send sends one part, and again after each remedy that its refusal allows. It
// returns the message's ID.
func (c *chat) send(ctx context.Context, p post) (string, error) {
	used := map[string]bool{}
	for {
		id, err := c.call(ctx, p)
		var no *refusal
		if !errors.As(err, &no) {
			return id, err
		}
		name, remedy := c.remedy(no, p)
		if remedy == nil || used[name] {
			return "", no.outcome()
		}
		used[name] = true
		if !remedy(ctx, &p) {
			return "", no.outcome()
		}
	}
}

// remedy returns what may help against a refusal, with its name, or nil. It
// changes the message and reports whether to send it again. A refused file does not
// fail a report whose texts have arrived: words take its place.
func (c *chat) remedy(no *refusal, p post) (string, func(context.Context, *post) bool) {
	switch {
	case no.moved != 0:
		return "move", func(context.Context, *post) bool {
			c.moved = fmt.Sprint(no.moved)
			c.id = c.moved
			return true
		}
	case no.code == 401:
		return "token", func(ctx context.Context, _ *post) bool { return c.renewToken(ctx) }
	case no.code == 400 && strings.Contains(no.words, "can't parse entities") && p.mode != "":
		return "plain", change(post.plain)
	case len(p.files) > 0 && (no.code == 400 || no.code == 413):
		return "words", change(post.words)
	}
	return "", nil
}

// change is a remedy that changes the message.
func change(to func(post) post) func(context.Context, *post) bool {
	return func(_ context.Context, p *post) bool {
		*p = to(*p)
		return true
	}
}

var tags = lazyregexp.New(`<[^<>]*>`)

var anchors = lazyregexp.New(`<a href="([^"]*)">([^<]*)</a>`)

// plainText returns a text without its formatting. Links show their addresses, if these
// have room.
func plainText(part string) string {
	bare := func(s string) string { return html.UnescapeString(tags().ReplaceAllString(s, "")) }
	if s := bare(anchors().ReplaceAllString(part, "$2: $1")); text.UTF16Len(s) <= maxUnits {
		return s
	}
	return bare(part)
}
