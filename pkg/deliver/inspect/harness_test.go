package inspect_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// The secrets of the tests. No finding may hold one, nor a part of one.
const (
	botToken = "123456:AAsecretOfTheBot"
	appToken = "xoxb-secret-of-the-app"
	hookPart = "secret-of-the-webhook"
)

// world has the providers, the secrets and SES of a test. It fails a request that would
// send something.
type world struct {
	t       *testing.T
	secrets map[report.Secret]string
	answers map[string]string // by path, or by operation of SES
	status  map[string]int
	asked   []string
	server  *httptest.Server
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, status: map[string]int{}, answers: map[string]string{}}
	w.server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.server.Close)
	w.secrets = map[report.Secret]string{"ssm:/bot": botToken, "ssm:/app": appToken + "\n", "ssm:/hook": w.server.URL + "/hooks/1/" + hookPart}
	return w
}

func (w *world) serve(out http.ResponseWriter, r *http.Request) {
	w.asked = append(w.asked, r.Method+" "+r.URL.Path)
	if r.Method != http.MethodGet {
		w.t.Errorf("a check sends %s %s", r.Method, r.URL)
	}
	name := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	if code := w.status[name]; code != 0 {
		out.WriteHeader(code)
	}
	_, _ = io.WriteString(out, w.answers[name]) // the test sees what is missing
}

// Secret implements channel.SecretReader, with the errors of the real one.
func (w *world) Secret(_ context.Context, ref report.Secret) (string, error) {
	value, known := w.secrets[ref]
	switch {
	case ref == "ssm:/later":
		return "", fmt.Errorf("read secret %s: %w", ref, &fanlight.DeliveryError{Err: errors.New("Throttling")})
	case ref == "ssm:/denied":
		return "", fmt.Errorf("read secret %s: %w", ref, &fanlight.DeliveryError{Permanent: true, Err: errors.New("AccessDeniedException: no")})
	case !known:
		return "", fmt.Errorf("read secret %s: %w", ref, &fanlight.DeliveryError{Permanent: true, Err: errors.New("ParameterNotFound: gone")})
	}
	return value, nil
}

// Forget implements channel.SecretReader.
func (w *world) Forget(report.Secret) { w.t.Error("a check forgets a secret") }

// Do is SES: it answers by the identity in the path, or the account.
func (w *world) Do(r *http.Request) (*http.Response, error) {
	name := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	w.asked = append(w.asked, "ses "+name)
	resp := httptest.NewRecorder()
	resp.Header().Set("Content-Type", "application/json")
	answer, known := w.answers["ses "+name]
	if !known {
		resp.Header().Set("X-Amzn-ErrorType", "NotFoundException")
		resp.WriteHeader(http.StatusNotFound)
		answer = `{"message":"no such identity"}`
	} else if code := w.status["ses "+name]; code != 0 {
		resp.Header().Set("X-Amzn-ErrorType", "AccessDeniedException")
		resp.WriteHeader(code)
	}
	_, _ = io.WriteString(resp, answer)
	return resp.Result(), nil
}

func (w *world) inspect(ctx context.Context, deliver ...report.Destination) []inspect.Finding {
	w.t.Helper()
	i := inspect.New(channel.Environment{
		Secrets: w, Getenv: func(string) string { return w.server.URL },
		AWS: aws.Config{Region: "eu-central-1", HTTPClient: w, Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", "")},
	})
	findings := i.Inspect(ctx, []report.Report{{Name: "daily", Deliver: deliver}})
	text, err := json.Marshal(findings)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, hidden := range []string{botToken, appToken, hookPart, "AAsecret", "secret-of"} {
		if strings.Contains(string(text), hidden) {
			w.t.Errorf("a finding holds %q: %s", hidden, text)
		}
	}
	return findings
}

// find returns the finding of a check.
func find(t *testing.T, all []inspect.Finding, check string) inspect.Finding {
	t.Helper()
	for _, f := range all {
		if f.Check == check {
			return f
		}
	}
	t.Fatalf("no finding of %s in %+v", check, all)
	return inspect.Finding{}
}

// expect compares the state, and looks for words in what was found and in the remedy.
func expect(t *testing.T, name string, f inspect.Finding, state inspect.State, words, remedy string) {
	t.Helper()
	if f.State != state || !strings.Contains(f.Finding, words) || !strings.Contains(f.Remedy, remedy) {
		t.Errorf("%s: got %s, %q → %q; want %s, %q → %q", name, f.State, f.Finding, f.Remedy, state, words, remedy)
	}
	if state == inspect.NotAnswered && !strings.HasPrefix(f.Finding, "not answered: ") {
		t.Errorf("%s: %q does not say that it is not answered", name, f.Finding)
	}
	if state == inspect.Failed && f.Remedy == "" {
		t.Errorf("%s: %q has no remedy", name, f.Finding)
	}
}

func mail(from string, to ...string) report.Destination {
	return report.Destination{Kind: report.KindEmail, Email: &report.Email{From: from, To: to}}
}

func bot(ref report.Secret) report.Destination {
	return report.Destination{Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "@ops", Token: ref}}
}

func app(channel string) report.Destination {
	return report.Destination{Kind: report.KindSlack, Slack: &report.Slack{Channel: channel, Token: "ssm:/app"}}
}
