// Package deliver sends rendered messages to the destinations of a report, one
// file per kind, and reads the secrets that this takes.
package deliver

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/report"
)

// Doer sends HTTP requests; *http.Client is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// EmailAPI is what is called of Amazon SES; *sesv2.Client is one.
type EmailAPI interface {
	SendEmail(context.Context, *sesv2.SendEmailInput, ...func(*sesv2.Options)) (*sesv2.SendEmailOutput, error)
}

// SecretReader reads the secret that a reference names. Its errors name the
// reference, never the value.
type SecretReader interface {
	Secret(ctx context.Context, ref report.Secret) (string, error)
}

// Options are what a Sender sends with. A kind whose part is missing is
// refused when a message of that kind comes.
type Options struct {
	HTTP        Doer         // http.Client without redirects if nil
	Secrets     SecretReader // for telegram
	Stdout      io.Writer    // for stdout
	Email       EmailAPI     // for email
	TelegramURL string       // https://api.telegram.org if empty
}

// Sender delivers messages.
type Sender struct{ o Options }

// New returns a sender.
func New(o Options) *Sender { return &Sender{o: o} }

// Send delivers a message and returns the provider's receipt: message IDs, or
// the path of a file. again marks it as possibly a duplicate. Every error is a
// *pipeline.DeliveryError and free of secrets.
func (s *Sender) Send(ctx context.Context, d report.Destination, m pipeline.Message, again bool) (string, error) {
	return "", &pipeline.DeliveryError{Permanent: true, Err: errors.New("not yet")}
}

// Secrets reads env:NAME, ssm:/path and secretsmanager:ARN#key references and
// keeps what it read for five minutes.
type Secrets struct{ cfg aws.Config }

// NewSecrets returns a reader that signs its calls with cfg's credentials.
func NewSecrets(cfg aws.Config) *Secrets { return &Secrets{cfg: cfg} }

// Secret implements SecretReader.
func (s *Secrets) Secret(ctx context.Context, ref report.Secret) (string, error) {
	return "", errors.New("not yet")
}
