package email

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/mailbox"
)

// Send sends one mail to all recipients, and returns its message ID in SES. SES
// takes no idempotency key, so the request is sent once.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.Email == nil {
		return "", channel.ErrNoSettings
	}
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	ctx, trace := attempt.WithTrace(ctx)
	out, err := sesv2.NewFromConfig(attempt.Once(env.AWS)).SendEmail(ctx, input(*to.Email, m))
	if err != nil {
		return "", attempt.Outcome(err, trace)
	}
	return aws.ToString(out.MessageId), nil
}

func input(settings report.Email, m fanlight.Message) *sesv2.SendEmailInput {
	recipients := make([]string, len(settings.To))
	for i, to := range settings.To {
		recipients[i] = header(to)
	}
	body := &types.Body{Text: content(m.Text)}
	if m.HTML != "" {
		body.Html = content(m.HTML)
	}
	return &sesv2.SendEmailInput{
		FromEmailAddress: aws.String(header(settings.From)),
		Destination:      &types.Destination{ToAddresses: recipients},
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: content(m.Subject), Body: body, Headers: headers(settings.From, m.Report), Attachments: attachments(m.Files),
		}},
	}
}

// attachments returns the pictures of a page, which refers to each by its content ID, and
// files without one
// (https://docs.aws.amazon.com/ses/latest/dg/attachments.html).
func attachments(files []fanlight.File) (all []types.Attachment) {
	for _, f := range files {
		a := types.Attachment{
			FileName: aws.String(f.Name), ContentType: aws.String(f.Type), RawContent: f.Data,
			ContentDisposition: types.AttachmentContentDispositionAttachment, ContentTransferEncoding: types.AttachmentContentTransferEncodingBase64,
		}
		if f.ContentID != "" {
			a.ContentId, a.ContentDisposition = aws.String(f.ContentID), types.AttachmentContentDispositionInline
		}
		all = append(all, a)
	}
	return all
}

func content(s string) *types.Content {
	return &types.Content{Data: aws.String(s), Charset: aws.String("UTF-8")}
}

// headers mark the mail as written by a program (RFC 3834) and as one of a list
// of its report, by which mail programs sort (RFC 2919); the constant reference
// keeps the runs of a report in one thread.
func headers(from, name string) []types.MessageHeader {
	all := []types.MessageHeader{messageHeader("Auto-Submitted", "auto-generated")}
	sender, err := mailbox.Parse(from)
	if err != nil {
		return all
	}
	return append(all,
		messageHeader("List-Id", "<"+name+".fanlight."+sender.Domain()+">"),
		messageHeader("References", "<"+name+".fanlight@"+sender.Domain()+">"))
}

// header returns an address of a definition as SES takes it: its name quoted or encoded. A
// definition that an earlier version compiled may have another text, which SES judges.
func header(address string) string {
	m, err := mailbox.Parse(address)
	if err != nil {
		return address
	}
	return m.Header()
}

func messageHeader(name, value string) types.MessageHeader {
	return types.MessageHeader{Name: aws.String(name), Value: aws.String(value)}
}
