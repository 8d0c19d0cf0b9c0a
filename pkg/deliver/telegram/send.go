package telegram

import (
	"context"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Send sends the one part of a message, and returns its message ID. A receipt
// says so if the chat has another ID by now.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.Telegram == nil {
		return "", channel.ErrNoSettings
	}
	if len(m.Parts) != 1 {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("message has %d parts, want one at a time", len(m.Parts))}
	}
	token, err := readToken(ctx, env.Secrets, to.Telegram.Token)
	if err != nil {
		return "", err
	}
	c := &chat{env: env, id: to.Telegram.Chat, topic: to.Telegram.Topic, ref: to.Telegram.Token, token: token}
	id, err := c.send(ctx, m.Parts[0])
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
func (c *chat) send(ctx context.Context, part string) (string, error) {
	m := sendMessage{Chat: c.id, Topic: c.topic, Text: part, Mode: "HTML"}
	m.Preview.Disabled = true
	used := map[string]bool{}
	for {
		id, err := c.call(ctx, m)
		var no *refusal
		if !errors.As(err, &no) {
			return id, err
		}
		name, remedy := c.remedy(no)
		if remedy == nil || used[name] {
			return "", no.outcome()
		}
		used[name] = true
		if !remedy(ctx, &m) {
			return "", no.outcome()
		}
	}
}

// remedy returns what may help against a refusal, with its name, or nil. It
// changes the message and reports whether to send it again.
func (c *chat) remedy(no *refusal) (string, func(context.Context, *sendMessage) bool) {
	switch {
	case no.moved != 0:
		return "move", func(_ context.Context, m *sendMessage) bool {
			c.moved = fmt.Sprint(no.moved)
			c.id, m.Chat = c.moved, c.moved
			return true
		}
	case no.code == 401:
		return "token", func(ctx context.Context, _ *sendMessage) bool { return c.renewToken(ctx) }
	case no.code == 400 && strings.Contains(no.words, "can't parse entities"):
		return "plain", func(_ context.Context, m *sendMessage) bool {
			m.Text, m.Mode = plainText(m.Text), ""
			return true
		}
	}
	return "", nil
}

var tags = regexp.MustCompile(`<[^<>]*>`)

// plainText returns a part without its formatting, for the last try: a report
// without formatting is better than none.
func plainText(part string) string {
	return html.UnescapeString(tags.ReplaceAllString(part, ""))
}
