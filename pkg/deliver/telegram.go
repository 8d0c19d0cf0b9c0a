package deliver

import (
	"context"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// telegram sends parts in order. Telegram knows no idempotency key, so a
// message of which some parts were accepted is of unknown outcome: a later try
// sends those again.
func (s *Sender) telegram(ctx context.Context, t report.Telegram, parts []string) (string, error) {
	if len(parts) == 0 {
		return "", permanent(errors.New("message has no parts"))
	}
	token, err := s.token(ctx, t.Token)
	if err != nil {
		return "", err
	}
	c := &chat{sender: s, id: t.Chat, ref: t.Token, token: token}
	for i, part := range parts {
		if err := c.send(ctx, part); err != nil {
			return c.receipt(), c.partial(i, len(parts), err)
		}
	}
	return c.receipt(), nil
}

// chat is one message's way into a chat.
type chat struct {
	sender   *Sender
	id       string
	ref      report.Secret
	token    string
	moved    string // the chat's new ID, if it got one meanwhile
	accepted []string
}

func (c *chat) receipt() string {
	r := strings.Join(c.accepted, ",")
	if c.moved != "" {
		r += " (the chat's ID is now " + c.moved + ")"
	}
	return strings.TrimSpace(r)
}

func (c *chat) partial(sent, total int, err error) error {
	if sent == 0 {
		return err
	}
	e := fanlight.DeliveryError{}
	if known := (*fanlight.DeliveryError)(nil); errors.As(err, &known) {
		e = *known
	}
	e.Unknown = true
	e.Err = fmt.Errorf("%d of %d parts were accepted (message IDs %s), then: %w", sent, total, strings.Join(c.accepted, ","), err)
	return &e
}

// send sends one part, and again after each remedy that its refusal allows.
func (c *chat) send(ctx context.Context, part string) error {
	m := sendMessage{Chat: c.id, Text: part, Mode: "HTML"}
	m.Preview.Disabled = true
	used := map[string]bool{}
	for {
		id, err := c.call(ctx, m)
		if err == nil {
			c.accepted = append(c.accepted, id)
			return nil
		}
		var no *refusal
		if !errors.As(err, &no) {
			return err
		}
		name, remedy := c.remedy(no)
		if remedy == nil || used[name] {
			return no.delivery()
		}
		used[name] = true
		if !remedy(ctx, &m) {
			return no.delivery()
		}
	}
}

// remedy returns what may help against a refusal, with its name, or nil.
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
	case no.code == 429 && len(c.accepted) > 0:
		return "wait", func(ctx context.Context, _ *sendMessage) bool {
			return c.sender.wait(ctx, max(no.retryAfter, time.Second)) == nil
		}
	}
	return "", nil
}

var tags = regexp.MustCompile(`<[^<>]*>`)

// plainText takes the formatting out of a part: its last resort, so that
// nobody goes without the report for a tag's sake.
func plainText(part string) string {
	return html.UnescapeString(tags.ReplaceAllString(part, ""))
}
