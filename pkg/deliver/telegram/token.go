package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// renewToken reads the token again and reports whether it has changed.
func (c *chat) renewToken(ctx context.Context) bool {
	token, changed := API.RenewToken(ctx, c.env.Secrets, c.ref, c.token)
	if changed {
		c.token = token
	}
	return changed
}

// redact returns an error without the bot's token, which is part of every URL
// and so of the text of many errors. It wraps nothing, since that might still
// hold the token.
func (c *chat) redact(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = fmt.Errorf("post to telegram: %w", u.Err)
	}
	text := err.Error()
	for _, form := range []string{c.token, url.PathEscape(c.token), url.QueryEscape(c.token)} {
		text = strings.ReplaceAll(text, form, "<token>")
	}
	return errors.New(text)
}
