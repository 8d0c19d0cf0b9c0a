package emailtest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/email/emailtest"
)

// send sends a mail with a subject and returns its message ID.
func send(t *testing.T, server *emailtest.Server, subject string) (string, error) {
	t.Helper()
	client := sesv2.NewFromConfig(emailtest.Config(channeltest.Serve(t, server), "http://ses.invalid"),
		func(o *sesv2.Options) { o.Retryer = aws.NopRetryer{} })
	out, err := client.SendEmail(t.Context(), &sesv2.SendEmailInput{
		Content: &types.EmailContent{Simple: &types.Message{Subject: &types.Content{Data: aws.String(subject)}, Body: &types.Body{}}},
	})
	if err != nil {
		return "", err
	}
	return aws.ToString(out.MessageId), nil
}

func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	client := channeltest.Serve(t, emailtest.New(nil))
	for _, test := range []struct {
		name, path, scope, body string
		want                    int
	}{
		{"accepted", "/v2/email/outbound-emails", "/eu-central-1/ses/aws4_request", "{}", 200},
		{"another path", "/v2/email/identities", "/eu-central-1/ses/aws4_request", "{}", 404},
		{"not signed", "/v2/email/outbound-emails", "", "{}", 404},
		{"no JSON", "/v2/email/outbound-emails", "/eu-central-1/ses/aws4_request", "a", 400},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://ses.invalid"+test.path, strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260102"+test.scope)
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if resp.StatusCode != test.want {
			t.Errorf("%s: %d %s, want %d", test.name, resp.StatusCode, body, test.want)
		}
	}
}

func TestServer_Requests(t *testing.T) {
	t.Parallel()
	server := emailtest.New(nil)
	for _, want := range []string{"0100-1", "0100-2"} {
		if id, err := send(t, server, "mail "+want); id != want || err != nil {
			t.Errorf("message ID %q, %v; want %s", id, err, want)
		}
	}
	mail := func(subject string) map[string]any {
		return map[string]any{"Content": map[string]any{"Simple": map[string]any{"Subject": map[string]any{"Data": subject}, "Body": map[string]any{}}}}
	}
	if diff := cmp.Diff([]map[string]any{mail("mail 0100-1"), mail("mail 0100-2")}, server.Requests()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	server := emailtest.New(channeltest.Page(503))
	if _, err := send(t, server, "a"); err == nil || len(server.Requests()) != 1 {
		t.Errorf("error %v after %d requests, want one of the fault after 1", err, len(server.Requests()))
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	cfg := emailtest.Config(http.DefaultClient, "http://ses.invalid")
	if cfg.Region != "eu-central-1" || aws.ToString(cfg.BaseEndpoint) != "http://ses.invalid" || cfg.HTTPClient == nil || cfg.Credentials == nil {
		t.Errorf("configuration %+v lacks something", cfg)
	}
}

func TestRefuse(t *testing.T) {
	t.Parallel()
	_, err := send(t, emailtest.New(emailtest.Refuse(400, "MessageRejected", "Email address is not verified.")), "a")
	if err == nil || !strings.Contains(err.Error(), "MessageRejected: Email address is not verified.") {
		t.Errorf("error %v", err)
	}
}
