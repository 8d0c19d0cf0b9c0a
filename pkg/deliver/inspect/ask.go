package inspect

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/deliver/post"
)

// maxAnswer is the number of bytes that are read of an answer.
const maxAnswer = 64 << 10

// question is a request that changes nothing. Its address, or a header, holds the secret.
type question struct {
	url    string
	bearer string // empty: none
	secret string
}

// ask sends the question once, over a connection of its own. The errors do not hold the
// secret, nor do the words that hide has read.
func (i *Inspector) ask(ctx context.Context, q question) (status int, body []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	if err := post.CheckURL(q.url); err != nil {
		return 0, nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, q.url, nil)
	if err != nil {
		return 0, nil, errors.New(q.hide(err.Error()))
	}
	req.Close = true
	req.Header.Set("User-Agent", "fanlight")
	if q.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+q.bearer)
	}
	resp, err := i.env.HTTP.Do(req)
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = u.Err // it names the address
	}
	if err != nil {
		return 0, nil, errors.New(q.hide(err.Error()))
	}
	defer func() { _ = resp.Body.Close() }() // it was only read
	body, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return 0, nil, errors.New(q.hide(err.Error()))
	}
	return resp.StatusCode, body, nil
}

// hide returns words without the secret, in any form in which an address holds it, nor any
// longer part of it: a server may repeat what it got.
func (q question) hide(words string) string {
	forms := []string{q.url, q.secret, url.PathEscape(q.secret), url.QueryEscape(q.secret)}
	forms = append(forms, strings.FieldsFunc(q.secret, func(r rune) bool { return strings.ContainsRune(":/?&=", r) })...)
	for _, form := range forms {
		if len(form) >= leastHidden {
			words = strings.ReplaceAll(words, form, "<secret>")
		}
	}
	return words
}

// leastHidden is the length from which on a part of a secret is taken for one.
const leastHidden = 8
