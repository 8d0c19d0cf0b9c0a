package deliver

import (
	"context"
	"errors"
	"net/http"
	"net/mail"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// EmailAPI is what is called of Amazon SES; *sesv2.Client is one.
type EmailAPI interface {
	SendEmail(context.Context, *sesv2.SendEmailInput, ...func(*sesv2.Options)) (*sesv2.SendEmailOutput, error)
}

// email sends one mail and returns SES' message ID.
func (s *Sender) email(ctx context.Context, e report.Email, m fanlight.Message) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	ctx, departure := watch(ctx)
	out, err := s.o.Email.SendEmail(ctx, emailInput(e, m), onlyOnce)
	if err != nil {
		return "", emailError(err, departure)
	}
	return aws.ToString(out.MessageId), nil
}

// onlyOnce keeps the SDK from sending again by itself: SES knows no
// idempotency key, and only the delivery's record says whether that is wanted.
// The connection is closed afterwards, as telegram's is.
func onlyOnce(o *sesv2.Options) {
	o.Retryer = aws.NopRetryer{}
	if o.HTTPClient != nil {
		o.HTTPClient = closing{o.HTTPClient}
	}
}

type closing struct{ Doer }

func (c closing) Do(r *http.Request) (*http.Response, error) {
	r.Close = true
	return c.Doer.Do(r)
}

func emailInput(e report.Email, m fanlight.Message) *sesv2.SendEmailInput {
	content := func(s string) *types.Content {
		return &types.Content{Data: aws.String(s), Charset: aws.String("UTF-8")}
	}
	body := &types.Body{Text: content(m.Text)}
	if m.HTML != "" {
		body.Html = content(m.HTML)
	}
	return &sesv2.SendEmailInput{
		FromEmailAddress: aws.String(e.From),
		Destination:      &types.Destination{ToAddresses: e.To},
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: content(m.Subject), Body: body, Headers: emailHeaders(e.From, m.Report),
		}},
	}
}

// emailHeaders mark the mail as written by a program (RFC 3834) and as one of a
// list of its report's own, by which mail programs sort (RFC 2919); the constant
// reference keeps a report's editions in one thread.
func emailHeaders(from, name string) []types.MessageHeader {
	headers := []types.MessageHeader{mailHeader("Auto-Submitted", "auto-generated")}
	a, err := mail.ParseAddress(from)
	if err != nil {
		return headers
	}
	_, domain, _ := strings.Cut(a.Address, "@")
	return append(headers,
		mailHeader("List-Id", "<"+name+".fanlight."+domain+">"),
		mailHeader("References", "<"+name+".fanlight@"+domain+">"))
}

func mailHeader(name, value string) types.MessageHeader {
	return types.MessageHeader{Name: aws.String(name), Value: aws.String(value)}
}

// emailError tells what SES' error means. Throttling and a server's own
// trouble pass; every other answer stays; without an answer the mail may be on
// its way.
func emailError(err error, d *departure) *fanlight.DeliveryError {
	var answered *smithyhttp.ResponseError
	var api smithy.APIError
	var unsent *smithyhttp.RequestSendError
	switch {
	case errors.As(err, &api):
		return &fanlight.DeliveryError{Permanent: !passes(api, err), Err: err}
	case errors.As(err, &unsent):
		return &fanlight.DeliveryError{Unknown: d.possible(), Err: err}
	case errors.As(err, &answered):
		status := answered.HTTPStatusCode()
		return &fanlight.DeliveryError{Unknown: status < 300, Permanent: status >= 300 && status < 500 && status != http.StatusTooManyRequests, Err: err}
	}
	return &fanlight.DeliveryError{Err: err} // before the request: credentials, endpoint
}

// passes covers SES' own codes and those that every AWS service has.
func passes(api smithy.APIError, err error) bool {
	_, throttled := retry.DefaultThrottleErrorCodes[api.ErrorCode()]
	switch api.ErrorCode() {
	case "MessageRejected", "MailFromDomainNotVerifiedException", "AccountSuspendedException", "SendingPausedException":
		return false
	case "LimitExceededException", "ExpiredToken", "ExpiredTokenException", "RequestExpired":
		return true
	}
	if answered := (*smithyhttp.ResponseError)(nil); errors.As(err, &answered) && answered.HTTPStatusCode() >= 500 {
		return true
	}
	return throttled || api.ErrorFault() == smithy.FaultServer
}
