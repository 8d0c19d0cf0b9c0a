package email_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/email"
	"github.com/fanlight/fanlight/pkg/deliver/email/emailtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

var team = report.Destination{Name: "email", Kind: report.KindEmail,
	Email: &report.Email{From: "Reports <reports@example.com>", To: []string{"a@example.com", "b@example.com"}}}

var message = fanlight.Message{Kind: report.KindEmail, Report: "bot-usage", Subject: "Bot usage", Text: "1,204\n", HTML: "<html><body>\n<p>1,204</p></body></html>"}

// reaching is an environment that reaches a server in memory.
func reaching(t *testing.T, server *emailtest.Server) *channel.Environment {
	t.Helper()
	return &channel.Environment{AWS: emailtest.Config(channeltest.Serve(t, server), "http://ses.invalid")}
}

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	server := emailtest.New(nil)
	receipt, err := email.Channel{}.Send(t.Context(), reaching(t, server), team, message)
	if err != nil || receipt != "0100-1" {
		t.Fatalf("Send = %q, %v; want the message ID of SES", receipt, err)
	}
	text := func(s string) map[string]any { return map[string]any{"Charset": "UTF-8", "Data": s} }
	header := func(name, value string) any { return map[string]any{"Name": name, "Value": value} }
	wanted := []map[string]any{{
		"FromEmailAddress": "Reports <reports@example.com>",
		"Destination":      map[string]any{"ToAddresses": []any{"a@example.com", "b@example.com"}},
		"Content": map[string]any{"Simple": map[string]any{
			"Subject": text("Bot usage"),
			"Body":    map[string]any{"Text": text("1,204\n"), "Html": text(message.HTML)},
			"Headers": []any{header("Auto-Submitted", "auto-generated"), header("List-Id", "<bot-usage.fanlight.example.com>"), header("References", "<bot-usage.fanlight@example.com>")},
		}},
	}}
	if diff := cmp.Diff(wanted, server.Requests()); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
}

func TestChannel_Send_errors(t *testing.T) {
	t.Parallel()
	passing, final, open := &fanlight.DeliveryError{}, &fanlight.DeliveryError{Permanent: true}, &fanlight.DeliveryError{Unknown: true}
	tests := []struct {
		name  string
		fault *channeltest.Fault
		want  *fanlight.DeliveryError
	}{
		{"too many requests", emailtest.Refuse(429, "TooManyRequestsException", "Maximum sending rate exceeded."), passing},
		{"throttled", emailtest.Refuse(400, "ThrottlingException", "Rate exceeded"), passing},
		{"internal", emailtest.Refuse(500, "InternalServiceErrorException", "internal"), passing},
		{"unavailable, without a name", channeltest.Page(503), passing},
		{"quota", emailtest.Refuse(400, "LimitExceededException", "quota"), passing},
		{"expired credentials", emailtest.Refuse(403, "ExpiredTokenException", "expired"), passing},
		{"rejected", emailtest.Refuse(400, "MessageRejected", "Email address is not verified."), final},
		{"domain", emailtest.Refuse(400, "MailFromDomainNotVerifiedException", "MAIL FROM"), final},
		{"suspended", emailtest.Refuse(400, "AccountSuspendedException", "suspended"), final},
		{"paused", emailtest.Refuse(400, "SendingPausedException", "paused"), final},
		{"bad request", emailtest.Refuse(400, "BadRequestException", "Missing final '@domain'"), final},
		{"denied", emailtest.Refuse(403, "AccessDeniedException", "not authorized"), final},
		{"lost answer", channeltest.Lost(), open},
		{"unreadable answer", channeltest.Page(200), open},
		{"cut answer", channeltest.Cut(`{"MessageId":"01`), open},
		{"slow", channeltest.Slow(), open},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := emailtest.New(test.fault)
				_, err := email.Channel{}.Send(t.Context(), reaching(t, server), team, message)
				channeltest.CheckOutcome(t, err, test.want, "SESv2: SendEmail")
				if n := len(server.Requests()); n != 1 {
					t.Errorf("%d requests: the SDK sent again by itself", n)
				}
			})
		})
	}
}

func TestChannel_Send_not_sent(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	closed := emailtest.Config(http.DefaultClient, "http://"+listener.Addr().String())
	without := closed
	without.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, errors.New("no credentials today")
	})
	for _, test := range []struct {
		cfg   aws.Config
		to    report.Destination
		want  fanlight.DeliveryError
		words string
	}{
		{closed, team, fanlight.DeliveryError{}, "refused"},
		{without, team, fanlight.DeliveryError{}, "no credentials today"},
		{closed, report.Destination{Kind: report.KindEmail}, fanlight.DeliveryError{Permanent: true}, "no settings"},
	} {
		_, err = email.Channel{}.Send(t.Context(), &channel.Environment{AWS: test.cfg}, test.to, message)
		channeltest.CheckOutcome(t, err, &test.want, test.words)
	}
}

// TestChannel_Send_pictures sends the pictures with the mail, each by its content ID.
func TestChannel_Send_pictures(t *testing.T) {
	t.Parallel()
	server := emailtest.New(nil)
	stored := checkout()
	if _, err := (email.Channel{}).Send(t.Context(), reaching(t, server), team, stored.OnePart(0)); err != nil {
		t.Fatal(err)
	}
	sent := emailtest.Files(server.Requests())
	for _, f := range stored.Files {
		if !bytes.Equal(sent[f.ContentID], f.Data) || !strings.Contains(stored.HTML, "cid:"+f.ContentID+`"`) {
			t.Errorf("%s is not sent, or not shown", f.ContentID)
		}
	}
	if len(sent) == 0 || len(sent) != len(stored.Files) {
		t.Errorf("%d files are sent, want %d", len(sent), len(stored.Files))
	}
}
