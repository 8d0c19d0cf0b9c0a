package doctor

import (
	"context"
	"net/mail"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
)

// simulator accepts every mail and passes none on
// (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-test-email-simulator).
const simulator = "success@simulator.amazonses.com"

// mailCost is the price of a mail, in dollars (https://aws.amazon.com/ses/pricing/).
const mailCost = 0.10 / 1000

// mailName asks whether SES takes a sender with a name, of the first report that sends
// mails.
func (d *Doctor) mailName(ctx context.Context) Check {
	const name = "mail-name"
	d.checkReports(ctx)
	from := d.sender()
	if from == "" {
		return skipped(name, "no deployed report sends a mail")
	}
	sender := mail.Address{Name: "Fanlight, the doctor", Address: from}
	text := func(s string) *types.Content {
		return &types.Content{Data: aws.String(s), Charset: aws.String("UTF-8")}
	}
	_, err := sesv2.NewFromConfig(d.cfg).SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: aws.String(sender.String()), Destination: &types.Destination{ToAddresses: []string{simulator}},
		Content: &types.EmailContent{Simple: &types.Message{Subject: text("fanlight doctor"), Body: &types.Body{Text: text("A probe.")}}},
	})
	switch {
	case hasCode(err, "BadRequestException", "MessageRejected"):
		return failed(name, reportIt, "SES refuses the sender %s: %s", sender.String(), reason(err))
	case err != nil:
		return d.unanswered(name, err)
	}
	c := ok(name, "SES takes the sender %s", sender.String())
	c.Cost = mailCost
	return c
}

// sender returns the address of the first sender, empty if there is none.
func (d *Doctor) sender() string {
	for _, r := range d.reports {
		for _, to := range r.Deliver {
			if to.Email == nil {
				continue
			}
			if a, err := mail.ParseAddress(to.Email.From); err == nil {
				return a.Address
			}
		}
	}
	return ""
}
