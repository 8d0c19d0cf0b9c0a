package deliver_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

var team = report.Destination{Name: "email", Kind: report.KindEmail,
	Email: &report.Email{From: "Reports <reports@example.com>", To: []string{"a@example.com", "b@example.com"}}}

var letter = fanlight.Message{Kind: report.KindEmail, Report: "bot-usage", Subject: "Bot usage", Text: "1,204\n", HTML: "<html><body>\n<p>1,204</p></body></html>"}

// sesServer speaks the wire protocol of SES' SendEmail.
type sesServer struct {
	*httptest.Server
	mu     sync.Mutex
	answer func(http.ResponseWriter) // nil: accepted
	mails  []map[string]any
}

func newSES(t *testing.T, answer func(http.ResponseWriter)) *sesServer {
	t.Helper()
	s := &sesServer{answer: answer}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *sesServer) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method != http.MethodPost || r.URL.Path != "/v2/email/outbound-emails" || !strings.Contains(r.Header.Get("Authorization"), "/eu-central-1/ses/aws4_request") {
		sesError(404, "NotFoundException", r.Method+" "+r.URL.Path)(w)
		return
	}
	body, _ := io.ReadAll(r.Body)
	var mail map[string]any
	if err := json.Unmarshal(body, &mail); err != nil {
		sesError(400, "BadRequestException", err.Error())(w)
		return
	}
	s.mails = append(s.mails, mail)
	if s.answer != nil {
		s.answer(w)
		return
	}
	_, _ = fmt.Fprintf(w, `{"MessageId":"0100-%d"}`, len(s.mails))
}

func (s *sesServer) received() []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mails
}

func sesError(status int, name, words string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("X-Amzn-ErrorType", name)
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]string{"message": words})
	}
}

func sesClient(url string) *sesv2.Client {
	return sesv2.New(sesv2.Options{Region: "eu-central-1", BaseEndpoint: aws.String(url),
		Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", "")})
}

func TestEmail(t *testing.T) {
	t.Parallel()
	server := newSES(t, nil)
	receipt, err := deliver.New(deliver.Options{Email: sesClient(server.URL)}).Send(t.Context(), team, letter)
	if err != nil || receipt != "0100-1" {
		t.Fatalf("Send = %q, %v; want SES' message ID", receipt, err)
	}
	text := func(s string) map[string]any { return map[string]any{"Charset": "UTF-8", "Data": s} }
	header := func(name, value string) any { return map[string]any{"Name": name, "Value": value} }
	wanted := []map[string]any{{
		"FromEmailAddress": "Reports <reports@example.com>",
		"Destination":      map[string]any{"ToAddresses": []any{"a@example.com", "b@example.com"}},
		"Content": map[string]any{"Simple": map[string]any{
			"Subject": text("Bot usage"),
			"Body":    map[string]any{"Text": text("1,204\n"), "Html": text(letter.HTML)},
			"Headers": []any{header("Auto-Submitted", "auto-generated"), header("List-Id", "<bot-usage.fanlight.example.com>"), header("References", "<bot-usage.fanlight@example.com>")},
		}},
	}}
	if diff := cmp.Diff(wanted, server.received()); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
}

func TestEmailMarksAPossibleDuplicate(t *testing.T) {
	t.Parallel()
	server := newSES(t, nil)
	if _, err := deliver.New(deliver.Options{Email: sesClient(server.URL)}).Send(t.Context(), team, render.MarkDuplicate(letter)); err != nil {
		t.Fatal(err)
	}
	encoded, _ := json.Marshal(server.received())
	for _, s := range []string{`"[possibly a duplicate] Bot usage"`, `"Possibly a duplicate: the answer`, `color:#b3261e\"\u003ePossibly a duplicate`} {
		if !strings.Contains(string(encoded), s) {
			t.Errorf("mail lacks %q: %s", s, encoded)
		}
	}
}

func TestEmailErrors(t *testing.T) {
	t.Parallel()
	passing, final := want{}, want{Permanent: true}
	tests := []struct {
		name   string
		answer func(http.ResponseWriter)
		want   want
	}{
		{"too many requests", sesError(429, "TooManyRequestsException", "Maximum sending rate exceeded."), passing},
		{"throttled", sesError(400, "ThrottlingException", "Rate exceeded"), passing},
		{"internal", sesError(500, "InternalServiceErrorException", "internal"), passing},
		{"unavailable, without a name", func(w http.ResponseWriter) { w.WriteHeader(503) }, passing},
		{"quota", sesError(400, "LimitExceededException", "quota"), passing},
		{"expired credentials", sesError(403, "ExpiredTokenException", "expired"), passing},
		{"rejected", sesError(400, "MessageRejected", "Email address is not verified."), final},
		{"domain", sesError(400, "MailFromDomainNotVerifiedException", "MAIL FROM"), final},
		{"suspended", sesError(400, "AccountSuspendedException", "suspended"), final},
		{"paused", sesError(400, "SendingPausedException", "paused"), final},
		{"bad request", sesError(400, "BadRequestException", "Missing final '@domain'"), final},
		{"denied", sesError(403, "AccessDeniedException", "not authorized"), final},
		{"lost answer", hangUp, want{Unknown: true}},
		{"unreadable answer", func(w http.ResponseWriter) { _, _ = io.WriteString(w, "<html>") }, want{Unknown: true}},
		{"cut answer", func(w http.ResponseWriter) { cutAnswer(w) }, want{Unknown: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := newSES(t, tt.answer)
			_, err := deliver.New(deliver.Options{Email: sesClient(server.URL)}).Send(t.Context(), team, letter)
			checkError(t, err, &tt.want, "deliver to email (email)")
			if n := len(server.received()); n != 1 {
				t.Errorf("%d requests: the SDK sent again by itself", n)
			}
		})
	}
}

func TestEmailOutOfReach(t *testing.T) {
	t.Parallel()
	server := newSES(t, nil)
	server.Close()
	_, err := deliver.New(deliver.Options{Email: sesClient(server.URL)}).Send(t.Context(), team, letter)
	checkError(t, err, &want{}, "refused")

	_, err = deliver.New(deliver.Options{}).Send(t.Context(), team, letter)
	checkError(t, err, &want{Permanent: true}, "no client")

	failingCredentials := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, errors.New("no credentials today")
	})
	bare := sesv2.New(sesv2.Options{Region: "eu-central-1", BaseEndpoint: aws.String(server.URL), Credentials: failingCredentials})
	_, err = deliver.New(deliver.Options{Email: bare}).Send(t.Context(), team, letter)
	checkError(t, err, &want{}, "no credentials today")
}
