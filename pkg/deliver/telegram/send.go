package telegram

import (
	"context"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Send sends the parts of a message in order, and returns their message IDs.
// Telegram takes no idempotency key, so the outcome is unknown after some parts
// were accepted: a later try sends these again.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.Telegram == nil {
		return "", channel.ErrNoSettings
	}
	if len(m.Parts) == 0 {
		return "", &fanlight.DeliveryError{Permanent: true, Err: errors.New("message has no parts")}
	}
	token, err := readToken(ctx, env.Secrets, to.Telegram.Token)
	if err != nil {
		return "", err
	}
	c := &chat{env: env, id: to.Telegram.Chat, ref: to.Telegram.Token, token: token}
	for i, part := range m.Parts {
		if err := c.send(ctx, part); err != nil {
			return c.receipt(), c.partial(i, len(m.Parts), err)
		}
	}
	return c.receipt(), nil
}

// chat is a chat while one message is sent to it.
type chat struct {
	env      *channel.Environment
	id       string
	ref      report.Secret
	token    string
	moved    string // the chat's new ID, empty unless it got one
	accepted []string
}

func (c *chat) receipt() string {
	r := strings.Join(c.accepted, ",")
	if c.moved != "" {
		r += " (the chat's ID is now " + c.moved + ")"
	}
	return strings.TrimSpace(r)
}

// partial returns the outcome of a message of which some parts were sent before
// an error.
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
			return no.outcome()
		}
		used[name] = true
		if !remedy(ctx, &m) {
			return no.outcome()
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
	case no.code == 429 && len(c.accepted) > 0:
		return "wait", func(ctx context.Context, _ *sendMessage) bool {
			return pause(ctx, max(no.retryAfter, time.Second)) == nil
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

// pause waits for d. It returns an error at once if ctx ends before that.
func pause(ctx context.Context, d time.Duration) error {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < d {
		return context.DeadlineExceeded
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
