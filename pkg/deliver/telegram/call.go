package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	httppost "github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// URLVariable is the environment variable that names another server of the Bot
// API than the public one: self-hosted, or that of a test. The bot's token is part of
// each request, so the URL is one of https, or of this machine.
const URLVariable = "FANLIGHT_TELEGRAM_URL"

// API is the Bot API.
var API = channel.BotAPI{
	Server: "https://api.telegram.org", Variable: URLVariable,
	Token: lazyregexp.New(`^[0-9]+:[A-Za-z0-9_-]+$`), Form: "<digits>:<letters>",
}

// maxAnswer is the number of bytes that are read of an answer.
const maxAnswer = 64 << 10

// answer is the answer to a call.
type answer struct {
	OK         bool   `json:"ok"`
	Result     result `json:"result"`
	Code       int    `json:"error_code"`
	Words      string `json:"description"`
	Parameters struct {
		RetryAfter int64 `json:"retry_after"`
		MovedTo    int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// result is the ID of the message that a call made, or of the first one of an album.
type result int64

// UnmarshalJSON implements json.Unmarshaler.
func (r *result) UnmarshalJSON(data []byte) error {
	type message struct {
		ID int64 `json:"message_id"`
	}
	all := make([]message, 1)
	one := any(&all[0])
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		one = &all
	}
	if err := json.Unmarshal(data, one); err != nil {
		return err
	}
	if len(all) > 0 {
		*r = result(all[0].ID)
	}
	return nil
}

// refusal is an answer to a message that was not accepted.
type refusal struct {
	code       int
	words      string
	retryAfter time.Duration
	moved      int64
}

// Error implements error.
func (r *refusal) Error() string { return fmt.Sprintf("telegram answered %d: %s", r.code, r.words) }

// outcome returns the outcome of a refusal. Another try may help after too many
// requests and after an error of the server.
func (r *refusal) outcome() *fanlight.DeliveryError {
	passes := r.code == http.StatusTooManyRequests || r.code == http.StatusRequestTimeout || r.code >= 500
	return &fanlight.DeliveryError{Permanent: !passes, RetryAfter: r.retryAfter, Err: r}
}

// call sends one message and returns its ID. Its error is a *refusal if there
// was an answer, else a *fanlight.DeliveryError.
func (c *chat) call(ctx context.Context, p post) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return "", &fanlight.DeliveryError{Err: err}
	}
	ctx, trace := attempt.WithTrace(ctx)
	req, err := c.request(ctx, p)
	if err != nil {
		return "", &fanlight.DeliveryError{Permanent: true, Err: c.redact(err)}
	}
	resp, err := c.env.HTTP.Do(req)
	if err != nil {
		return "", &fanlight.DeliveryError{Unknown: trace.MayHaveSent(), Err: c.redact(err)}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return c.read(resp, body, err)
}

// request closes its connection: one that was kept while Lambda froze the
// function may be closed, which looks like an answer that never came.
func (c *chat) request(ctx context.Context, p post) (*http.Request, error) {
	body, mediaType, err := p.encode(c.id, c.topic)
	if err != nil {
		return nil, fmt.Errorf("write message: %w", err)
	}
	server := API.URL(c.env.Getenv)
	if err := checkServer(server); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, server+"/bot"+c.token+"/"+p.method(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Close = true
	req.Header.Set("Content-Type", mediaType)
	return req, nil
}

// read returns the message ID of an answer. An answer that is lost or cannot be
// read leaves the outcome unknown if its status was a success.
func (c *chat) read(resp *http.Response, body []byte, lost error) (string, error) {
	var a answer
	err := errors.Join(lost, json.Unmarshal(body, &a))
	success := resp.StatusCode >= 200 && resp.StatusCode < 300
	switch {
	case success && err != nil:
		return "", &fanlight.DeliveryError{Unknown: true, Err: fmt.Errorf("read telegram's answer: %w", c.redact(err))}
	case success && a.OK:
		return strconv.FormatInt(int64(a.Result), 10), nil
	}
	no := &refusal{code: resp.StatusCode, words: http.StatusText(resp.StatusCode), moved: a.Parameters.MovedTo}
	if a.Code != 0 {
		no.code, no.words = a.Code, c.redact(errors.New(a.Words)).Error()
	}
	header, _ := strconv.ParseInt(resp.Header.Get("Retry-After"), 10, 32)
	no.retryAfter = time.Duration(min(max(header, a.Parameters.RetryAfter, 0), math.MaxInt32)) * time.Second // or it would overflow
	return "", no
}

// checkServer returns an error for a server to which a token would go unencrypted
// over a network.
func checkServer(server string) error {
	if httppost.CheckURL(server) == nil {
		return nil
	}
	return fmt.Errorf("invalid %s: want a URL that begins with https://, or with http:// and a loopback address", URLVariable) // it may hold a password
}
