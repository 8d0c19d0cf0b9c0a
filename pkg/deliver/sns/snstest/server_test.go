package snstest_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/sns/snstest"
)

const scope = channeltest.Region + "/sns"

func form(pairs ...string) url.Values {
	f := url.Values{"Action": {"Publish"}, "Version": {"2010-03-31"}, "TopicArn": {snstest.Topic}, "Message": {"a"}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return f
}

func fifo(pairs ...string) url.Values {
	return form(append([]string{"TopicArn", snstest.FIFO, "MessageGroupId", "bot-usage", "MessageDeduplicationId", "k1"}, pairs...)...)
}

func post(t *testing.T, server *snstest.Server, scope string, f url.Values) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://sns.invalid/", strings.NewReader(f.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if scope != "" {
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260102/"+scope+"/aws4_request, SignedHeaders=host")
	}
	resp, err := channeltest.Serve(t, server).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

// TestServer_ServeHTTP has each refusal. Source of rules and codes:
// docs.aws.amazon.com/sns/latest/api/API_Publish.html and CommonErrors.html; of the words,
// answers of the service that tests of github.com/localstack/localstack recorded.
func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, scope string
		form        url.Values
		status      int
		words       string
	}{
		{"accepted", scope, form(), 200, "<MessageId>id-1</MessageId>"},
		{"with a subject", scope, form("Subject", strings.Repeat("x", 99)), 200, "id-1"},
		{"as long as may be", scope, form("Message", strings.Repeat("é", 131_072)), 200, "id-1"},
		{"FIFO", scope, fifo("MessageDeduplicationId", strings.Repeat("k", 128)), 200, "id-1"},
		{"not signed", "", form(), 403, "MissingAuthenticationToken"},
		{"of another Region", "us-east-1/sns", form(), 403, "SignatureDoesNotMatch"},
		{"of another service", channeltest.Region + "/sqs", form(), 403, "SignatureDoesNotMatch"},
		{"another call", scope, form("Action", "Subscribe"), 400, "InvalidAction"},
		{"no ARN", scope, form("TopicArn", "reports"), 400, "An ARN must have at least 6 elements, not 1"},
		{"another account's topic", scope, form("TopicArn", "arn:aws:sns:eu-central-1:444455556666:reports"), 403, "not authorized to perform: SNS:Publish"},
		{"no such topic", scope, form("TopicArn", snstest.Topic+"-2"), 404, "Topic does not exist"},
		{"empty", scope, form("Message", ""), 400, "Invalid parameter: Empty message"},
		{"a byte too long", scope, form("Message", strings.Repeat("x", 262_145)), 400, "Invalid parameter: Message too long"},
		{"a subject too long", scope, form("Subject", strings.Repeat("x", 100)), 400, "Invalid parameter: Subject"},
		{"a subject of two lines", scope, form("Subject", "a\nb"), 400, "Invalid parameter: Subject"},
		{"a subject of other letters", scope, form("Subject", "Übersicht"), 400, "Invalid parameter: Subject"},
		{"an empty subject", scope, form("Subject", ""), 400, "Invalid parameter: Subject"},
		{"FIFO without a group", scope, fifo("MessageGroupId", ""), 400, "MessageGroupId parameter is required"},
		{"FIFO without an ID", scope, fifo("MessageDeduplicationId", ""), 400, "MessageDeduplicationId provided explicitly"},
		{"an ID too long", scope, fifo("MessageDeduplicationId", strings.Repeat("k", 129)), 400, "1 to 128 in length"},
		{"a group too long", scope, fifo("MessageGroupId", strings.Repeat("k", 129)), 400, "1 to 128 in length"},
		{"an ID for a standard topic", scope, form("MessageDeduplicationId", "k1"), 400, "not valid for this topic type"},
	} {
		server := snstest.New()
		status, text := post(t, server, test.scope, test.form)
		if status != test.status || !strings.Contains(text, test.words) {
			t.Errorf("%s: %d %s, want %d and %q", test.name, status, text, test.status, test.words)
		}
		if taken := len(server.Messages()) == 1; taken != (test.status == 200) {
			t.Errorf("%s: taken %v", test.name, taken)
		}
	}
}

// TestNew answers the first requests by faults.
func TestNew(t *testing.T) {
	t.Parallel()
	server := snstest.New(nil, snstest.Refuse(400, "Throttled", "Rate exceeded"), snstest.Refuse(500, "InternalError", "internal"))
	for i, want := range []string{"id-1", "<Type>Sender</Type><Code>Throttled", "<Type>Receiver</Type>", "id-2"} {
		if _, text := post(t, server, scope, form()); !strings.Contains(text, want) {
			t.Errorf("request %d: %s, want %s", i+1, text, want)
		}
	}
	if n := server.Requests(); n != 4 {
		t.Errorf("Requests = %d, want 4", n)
	}
}

// TestServer_Messages holds that a FIFO topic takes an ID once.
func TestServer_Messages(t *testing.T) {
	t.Parallel()
	server := snstest.New()
	post(t, server, scope, fifo())
	post(t, server, scope, fifo("Message", "again"))
	want := []snstest.Message{{Topic: snstest.FIFO, Text: "a", Group: "bot-usage", Deduplication: "k1"}}
	if diff := cmp.Diff(want, server.Messages()); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}
