package terraform_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// callsOfDeliveries sends a message by every kind of destination, with every
// kind of secret, as the functions do, and has the reporter check a sender. The last part of a report in an archive is for its
// page of editions: only a function that delivers reports sends one.
func callsOfDeliveries(t *testing.T, reports bool) grants {
	t.Helper()
	account := &account{t: t, called: grants{}}
	cfg := aws.Config{Region: "eu-central-1", HTTPClient: account, Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", "")}
	sender := deliver.New(channel.Environment{AWS: cfg, HTTP: provider{}, Public: provider{}, Stdout: io.Discard})
	message := fanlight.Message{Report: "r", Subject: "s", Text: `{"type":"t","data":{}}`, Parts: []string{"report.html\nt"}}
	var sent []report.Kind
	for _, d := range []report.Destination{
		{Name: "mail", Kind: report.KindEmail, Email: &report.Email{From: "a@example.org", To: []string{"b@example.org"}}},
		{Name: "file", Kind: report.KindFile, File: &report.File{Path: filepath.Join(t.TempDir(), "report")}},
		{Name: "out", Kind: report.KindStdout},
		{Name: "chat", Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "1", Token: "ssm:/token"}},
		{Name: "hook", Kind: report.KindWebhook, Webhook: &report.Webhook{URL: "https://example.org/", Secret: "ssm:/key"}},
		{Name: "slack", Kind: report.KindSlack, Slack: &report.Slack{Channel: "C1", Token: "ssm:/slack"}},
		{Name: "slack-2", Kind: report.KindSlack, Slack: &report.Slack{Webhook: "ssm:/ok"}},
		{Name: "teams", Kind: report.KindTeams, Teams: &report.Teams{Webhook: "ssm:/hook"}},
		{Name: "discord", Kind: report.KindDiscord, Discord: &report.Discord{Webhook: "ssm:/hook"}},
		{Name: "topic", Kind: report.KindSNS, SNS: &report.SNS{Topic: "arn:aws:sns:eu-central-1:111122223333:reports"}},
		{Name: "bus", Kind: report.KindEventBridge, EventBridge: &report.EventBridge{Bus: "default"}},
		{Name: "archive", Kind: report.KindS3, S3: &report.S3{Bucket: "reports"}},
		{Name: "chat-2", Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "1", Token: "secretsmanager:arn:aws:secretsmanager:eu-central-1:111122223333:secret:token"}},
	} {
		m := message
		if d.Kind == report.KindSlack {
			m.Parts = []string{"{}"}
		}
		if _, err := sender.Send(t.Context(), d, m); err != nil {
			t.Errorf("deliver to %s: %v", d.Name, err)
		}
		sent = append(sent, d.Kind)
	}
	if archive := (report.Destination{Name: "archive", Kind: report.KindS3, S3: &report.S3{Bucket: "reports"}}); reports {
		m := deliver.Render(&fanlight.Document{Run: "r@2026-01-02T12:30:00Z", Epoch: 1}, archive)
		if _, err := sender.Send(t.Context(), archive, m.OnePart(m.PartCount()-1)); err != nil {
			t.Errorf("add to the page of editions: %v", err)
		}
	}
	if reports {
		all := []report.Report{{Name: "r", Deliver: []report.Destination{{Name: "mail", Kind: report.KindEmail, Email: &report.Email{From: "a@example.org"}}}}}
		for _, f := range inspect.New(channel.Environment{AWS: cfg, HTTP: provider{}}).Inspect(t.Context(), all) {
			if f.State != inspect.OK {
				t.Errorf("check of %s: %s", f.Check, f.Finding)
			}
		}
	}
	slices.Sort(sent)
	if diff := cmp.Diff(slices.Sorted(slices.Values(report.Kinds())), slices.Compact(sent)); diff != "" {
		t.Errorf("this test must send by every kind of destination (-kinds +sent):\n%s", diff)
	}
	return account.called
}

// account answers signed requests and notes the actions that they take.
type account struct {
	t      *testing.T
	called grants
}

// words are the module's, by action.
var words = map[string]string{
	"ses:SendEmail": "mail", "ses:GetEmailIdentity": "identities", "ses:GetAccount": "mail-account", "sns:Publish": "topics", "events:PutEvents": "buses", "s3:PutObject": "archives", "s3:GetObject": "indexes", "ssm:GetParameter": "parameters", "secretsmanager:GetSecretValue": "secrets", decrypt: "keys",
}

const decrypt = "kms:Decrypt"

var answers = map[string]string{
	"ses:SendEmail":                 `{"MessageId":"1"}`,
	"ses:GetEmailIdentity":          `{"VerifiedForSendingStatus":true}`,
	"ses:GetAccount":                `{"SendingEnabled":true,"ProductionAccessEnabled":true}`,
	"sns:Publish":                   `<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>`,
	"events:PutEvents":              `{"Entries":[{"EventId":"1"}]}`,
	"s3:PutObject":                  "",
	"s3:GetObject":                  "", // the page is not there: Do answers 404
	"ssm:GetParameter":              `{"Parameter":{"Value":"1:token"}}`,
	"secretsmanager:GetSecretValue": `{"SecretString":"1:token"}`,
}

// values are the secrets that have another form than a bot's token of Telegram.
var values = map[string]string{
	"/key": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "/slack": "xoxb-1", "/ok": "https://example.org/ok", "/hook": "https://example.org/hook",
}

// Do implements aws.HTTPClient.
func (a *account) Do(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	called := action(service(r), operation(r))
	answer, known := answers[called]
	if !known {
		return nil, fmt.Errorf("a delivery called %s, of which this test knows nothing", called)
	}
	a.called.add(words[called], called)
	if decrypts(called, body) {
		a.called.add(words[decrypt], decrypt)
	}
	if called == "s3:GetObject" {
		resp := respond("<Error><Code>NoSuchKey</Code></Error>")
		resp.StatusCode = http.StatusNotFound
		return resp, nil
	}
	for name, value := range values {
		if bytes.Contains(body, []byte(name)) {
			answer = strings.Replace(answer, "1:token", value, 1)
		}
	}
	return respond(answer), nil
}

// service is the name that a request was signed for: Credential=key/date/Region/service/aws4_request.
func service(r *http.Request) string {
	scope := strings.Split(r.Header.Get("Authorization"), "/")
	return scope[min(3, len(scope)-1)]
}

func operation(r *http.Request) string {
	if name := awsmiddleware.GetOperationName(r.Context()); name != "" {
		return name
	}
	switch r.Method {
	case http.MethodPut:
		return "PutObject"
	case http.MethodGet:
		return "GetObject"
	}
	_, name, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	return name
}

// decrypts says whether the caller's own right to decrypt is needed, if the value
// lies under a key of the customer's: a parameter's if that is asked for, a
// secret's always.
func decrypts(called string, body []byte) bool {
	return called == "secretsmanager:GetSecretValue" || bytes.Contains(body, []byte(`"WithDecryption":true`))
}

// provider accepts every message.
type provider struct{}

// Do implements channel.Doer.
func (provider) Do(r *http.Request) (*http.Response, error) {
	if r.URL.Path == "/ok" {
		return respond("ok"), nil
	}
	return respond(`{"ok":true,"id":"1","result":{"message_id":1}}`), nil
}

func respond(body string) *http.Response {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)),
	}
}
