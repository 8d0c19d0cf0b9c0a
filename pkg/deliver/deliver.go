// Package deliver sends rendered messages to the destinations of a report. Each
// kind of destination is a package below it; kinds.go lists them.
package deliver

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/public"
	"github.com/fanlight/fanlight/pkg/deliver/secret"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// sendTimeout bounds the delivery of one part, all requests of it included.
const sendTimeout = time.Minute

// Sender delivers messages. It may be used by several goroutines at once if
// its standard output may.
type Sender struct{ env channel.Environment }

// New returns a sender to an environment. Without HTTP it takes a client that
// follows no redirects, without Public that of package public, without Secrets a secret.Reader, without Getenv the
// process's environment.
func New(env channel.Environment) *Sender {
	if env.HTTP == nil {
		env.HTTP = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	if env.Public == nil {
		env.Public = public.Client()
	}
	if env.Secrets == nil {
		env.Secrets = secret.New(env.AWS)
	}
	if env.Getenv == nil {
		env.Getenv = os.Getenv
	}
	return &Sender{env}
}

// Send delivers one part of a message (fanlight.Message.OnePart) within a minute
// and returns the provider's receipt: a message ID, or the path of a file. Every
// error is a *fanlight.DeliveryError and free of secrets.
func (s *Sender) Send(ctx context.Context, to report.Destination, m fanlight.Message) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return "", outcome(to, err)
	}
	receipt, err := of(to.Kind).Send(ctx, &s.env, to, m)
	if err != nil {
		return "", outcome(to, err)
	}
	return receipt, nil
}

// outcome returns a channel's error with the name of the destination.
func outcome(to report.Destination, err error) *fanlight.DeliveryError {
	e := fanlight.DeliveryError{}
	if known := (*fanlight.DeliveryError)(nil); errors.As(err, &known) {
		e = *known
	}
	e.Err = fmt.Errorf("deliver to %s (%s): %w", to.Name, to.Kind, err)
	return &e
}
