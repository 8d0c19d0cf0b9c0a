package deliver

import (
	"context"
	"net/http"
	"net/mail"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// EmailAPI is what is called of Amazon SES; *sesv2.Client is one.
type EmailAPI interface {
	SendEmail(context.Context, *sesv2.SendEmailInput, ...func(*sesv2.Options)) (*sesv2.SendEmailOutput, error)
}

// email sends one mail and returns SES' message ID.
func (s *Sender) email(ctx context.Context, e report.Email, m fanlight.Message) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	ctx, trace := attempt.WithTrace(ctx)
	out, err := s.o.Email.SendEmail(ctx, emailInput(e, m), onlyOnce)
	if err != nil {
		return "", attempt.Outcome(err, trace)
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
