package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

var tokenForm = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)

// readToken returns a bot's token. It refuses one of another form before that is
// written into a URL.
func readToken(ctx context.Context, secrets channel.SecretReader, ref report.Secret) (string, error) {
	token, err := secrets.Secret(ctx, ref)
	if err != nil {
		return "", err
	}
	token = strings.TrimSpace(token)
	if !tokenForm.MatchString(token) {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("the secret %s has not the form of a bot's token, <digits>:<letters>", ref)}
	}
	return token, nil
}

// renewToken reads the token again and reports whether it has changed.
func (c *chat) renewToken(ctx context.Context) bool {
	c.env.Secrets.Forget(c.ref)
	token, err := readToken(ctx, c.env.Secrets, c.ref)
	if err != nil || token == c.token {
		return false
	}
	c.token = token
	return true
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
