// Package post sends requests to servers whose address or headers hold secrets, and
// judges the answers.
package post

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// maxAnswer is the number of bytes that are read of an answer.
const maxAnswer = 64 << 10

// Request is a POST.
type Request struct {
	To     string // the provider, as errors name it
	URL    string
	Type   string      // the media type of the body; empty: JSON
	Header http.Header // in addition to the content's type
	Body   []byte
	Hidden []string // texts that no error shows, in addition to the parts of the URL
}

// Send sends the request once, within attempt.Timeout, over a connection of its own:
// one that was kept while Lambda froze the function may be closed, which looks like an
// answer that never came. The error is a *fanlight.DeliveryError if there was no answer.
func (r Request) Send(ctx context.Context, by channel.Doer) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return Answer{}, &fanlight.DeliveryError{Err: err}
	}
	ctx, trace := attempt.WithTrace(ctx)
	req, err := r.request(ctx)
	if err != nil {
		return Answer{}, &fanlight.DeliveryError{Permanent: true, Err: r.redact(err)}
	}
	resp, err := by.Do(req)
	if refused := (*fanlight.DeliveryError)(nil); errors.As(err, &refused) { // by the client, before it was sent
		return Answer{}, &fanlight.DeliveryError{Permanent: refused.Permanent, Err: r.redact(err)}
	}
	if err != nil {
		return Answer{}, &fanlight.DeliveryError{Unknown: trace.MayHaveSent(), Err: r.redact(err)}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	a := Answer{Status: resp.StatusCode, Header: resp.Header, Body: body}
	if err != nil {
		a.Lost = r.redact(err)
	}
	return a, nil
}

func (r Request) request(ctx context.Context) (*http.Request, error) {
	if err := CheckURL(r.URL); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	req.Close = true
	for name, values := range r.Header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	req.Header.Set("Content-Type", cmp.Or(r.Type, "application/json; charset=utf-8"))
	req.Header.Set("User-Agent", "fanlight")
	return req, nil
}

// redact returns an error without the secrets of the request. It wraps nothing, since
// that might still hold them.
func (r Request) redact(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = fmt.Errorf("post to %s: %w", r.To, u.Err)
	}
	return errors.New(r.hide(err.Error()))
}
