package deliver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// maxAnswer bounds what is read of an answer.
const maxAnswer = 64 << 10

// sendMessage is the call of that name
// (https://core.telegram.org/bots/api#sendmessage).
type sendMessage struct {
	Chat    string `json:"chat_id"`
	Text    string `json:"text"`
	Mode    string `json:"parse_mode,omitempty"`
	Preview struct {
		Disabled bool `json:"is_disabled"`
	} `json:"link_preview_options"`
}

// answer is what Telegram says to it.
type answer struct {
	OK     bool `json:"ok"`
	Result struct {
		ID int64 `json:"message_id"`
	} `json:"result"`
	Code       int    `json:"error_code"`
	Words      string `json:"description"`
	Parameters struct {
		RetryAfter int64 `json:"retry_after"`
		MovedTo    int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// refusal is an answer that says no.
type refusal struct {
	code       int
	words      string
	retryAfter time.Duration
	moved      int64
}

func (r *refusal) Error() string { return fmt.Sprintf("telegram answered %d: %s", r.code, r.words) }

// delivery tells what a refusal means: too many requests and a server's own
// trouble pass, everything else stays.
func (r *refusal) delivery() *fanlight.DeliveryError {
	passes := r.code == http.StatusTooManyRequests || r.code == http.StatusRequestTimeout || r.code >= 500
	return &fanlight.DeliveryError{Permanent: !passes, RetryAfter: r.retryAfter, Err: r}
}

// call sends one message and returns its ID. Its error is a *refusal if there
// was an answer, else a *fanlight.DeliveryError.
func (c *chat) call(ctx context.Context, m sendMessage) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return "", &fanlight.DeliveryError{Err: err}
	}
	ctx, trace := attempt.WithTrace(ctx)
	req, err := c.request(ctx, m)
	if err != nil {
		return "", permanent(c.redact(err))
	}
	resp, err := c.sender.o.HTTP.Do(req)
	if err != nil {
		return "", &fanlight.DeliveryError{Unknown: trace.MayHaveSent(), Err: c.redact(err)}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return c.read(resp, body, err)
}

// request closes its connection: one that was kept over the freeze of a Lambda
// function may be dead, which looks like an answer that never came.
func (c *chat) request(ctx context.Context, m sendMessage) (*http.Request, error) {
	body, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("write message: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(c.sender.o.TelegramURL, "/")+"/bot"+c.token+"/sendMessage", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Close = true
	req.Header.Set("Content-Type", "application/json")
	return req, nil
}

func (c *chat) read(resp *http.Response, body []byte, lost error) (string, error) {
	var a answer
	err := errors.Join(lost, json.Unmarshal(body, &a))
	success := resp.StatusCode >= 200 && resp.StatusCode < 300
	switch {
	case success && err != nil:
		return "", unknown(fmt.Errorf("read telegram's answer: %w", c.redact(err)))
	case success && a.OK:
		return strconv.FormatInt(a.Result.ID, 10), nil
	}
	no := &refusal{code: resp.StatusCode, words: http.StatusText(resp.StatusCode), moved: a.Parameters.MovedTo}
	if a.Code != 0 {
		no.code, no.words = a.Code, c.redact(errors.New(a.Words)).Error()
	}
	header, _ := strconv.ParseInt(resp.Header.Get("Retry-After"), 10, 32)
	no.retryAfter = time.Duration(max(header, a.Parameters.RetryAfter, 0)) * time.Second
	return "", no
}

// redact returns an error without the bot's token, which is part of every URL
// and so of many errors' text. It wraps nothing, since that might still hold
// the token.
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

var tokenForm = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)

// token reads a bot's token. One of another form is refused before it gets
// into a URL.
func (s *Sender) token(ctx context.Context, ref report.Secret) (string, error) {
	token, err := s.o.Secrets.Secret(ctx, ref)
	if err != nil {
		return "", err
	}
	token = strings.TrimSpace(token)
	if !tokenForm.MatchString(token) {
		return "", permanent(fmt.Errorf("the secret %s has not the form of a bot's token, <digits>:<letters>", ref))
	}
	return token, nil
}

// renewToken reads the token anew and reports whether it is another one.
func (c *chat) renewToken(ctx context.Context) bool {
	keeper, ok := c.sender.o.Secrets.(interface{ Forget(report.Secret) })
	if !ok {
		return false
	}
	keeper.Forget(c.ref)
	token, err := c.sender.token(ctx, c.ref)
	if err != nil || token == c.token {
		return false
	}
	c.token = token
	return true
}
