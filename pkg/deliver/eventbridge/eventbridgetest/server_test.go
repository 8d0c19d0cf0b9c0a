package eventbridgetest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/eventbridge/eventbridgetest"
)

const (
	scope  = channeltest.Region + "/events"
	target = "AWSEvents.PutEvents"
)

func post(t *testing.T, server *eventbridgetest.Server, scope, target, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://events.invalid/", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Amz-Target", target)
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

// entry is a good one, changed.
func entry(pairs ...string) map[string]string {
	e := map[string]string{"EventBusName": "default", "Source": "fanlight", "DetailType": "Report Sent", "Detail": "{}"}
	for i := 0; i+1 < len(pairs); i += 2 {
		e[pairs[i]] = pairs[i+1]
	}
	return e
}

func call(entries ...map[string]string) string {
	body, _ := json.Marshal(map[string]any{"Entries": entries})
	return string(body)
}

func times(n int) (all []map[string]string) {
	for range n {
		all = append(all, entry())
	}
	return all
}

// sized is an entry of so many bytes that count.
func sized(n int) map[string]string {
	return entry("Detail", `{"a":"`+strings.Repeat("x", n-len("fanlightReport Sent")-len(`{"a":""}`))+`"}`)
}

// TestServer_ServeHTTP has each refusal. Source of rules and codes:
// docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html,
// API_PutEventsResultEntry.html and CommonErrors.html; of the words, answers of the
// service that github.com/localstack/localstack and github.com/getmoto/moto reproduce.
func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	arn := "arn:aws:events:eu-central-1:111122223333:event-bus/reports"
	for _, test := range []struct {
		name, scope, target, body string
		status                    int
		words                     string
		taken                     int
	}{
		{"accepted", scope, target, call(entry()), 200, `"EventId":"event-1"`, 1},
		{"ten", scope, target, call(times(10)...), 200, `"FailedEntryCount":0`, 10},
		{"to an ARN", scope, target, call(entry("EventBusName", arn)), 200, "event-1", 1},
		{"as large as may be", scope, target, call(sized(1 << 20)), 200, "event-1", 1},
		{"a byte too large", scope, target, call(sized(1<<20 + 1)), 400, "Total size of the entries in the request is over the limit.", 0},
		{"eleven", scope, target, call(times(11)...), 400, "less than or equal to 10", 0},
		{"none", scope, target, call(), 400, "greater than or equal to 1", 0},
		{"not signed", "", target, call(entry()), 400, "MissingAuthenticationTokenException", 0},
		{"of another Region", "us-east-1/events", target, call(entry()), 400, "InvalidSignatureException", 0},
		{"of another service", channeltest.Region + "/sns", target, call(entry()), 400, "InvalidSignatureException", 0},
		{"another call", scope, "AWSEvents.PutRule", call(entry()), 400, "UnknownOperationException", 0},
		{"no JSON", scope, target, "a", 400, "SerializationException", 0},
		{"no source", scope, target, call(entry("Source", "")), 200, "Reason: Source is a required argument.", 0},
		{"no type", scope, target, call(entry("DetailType", "")), 200, "Reason: DetailType is a required argument.", 0},
		{"no detail", scope, target, call(entry("Detail", "")), 200, "Reason: Detail is a required argument.", 0},
		{"a detail of text", scope, target, call(entry("Detail", "1,204")), 200, "MalformedDetail", 0},
		{"a list", scope, target, call(entry("Detail", "[1]")), 200, "MalformedDetail", 0},
		{"a source of AWS", scope, target, call(entry("Source", "aws.logs")), 200, "NotAuthorizedForSource", 0},
		{"a bus with a blank", scope, target, call(entry("EventBusName", "my bus")), 200, "Parameter EventBusName is not valid.", 0},
		{"a bus of another Region", scope, target, call(entry("EventBusName", strings.Replace(arn, "eu-central-1", "us-east-1", 1))), 200, "EventBusName is not valid", 0},
		{"one of two", scope, target, call(entry("Detail", "a"), entry()), 200, `"FailedEntryCount":1`, 1},
	} {
		server := eventbridgetest.New()
		status, text := post(t, server, test.scope, test.target, test.body)
		if status != test.status || !strings.Contains(text, test.words) || len(server.Events()) != test.taken {
			t.Errorf("%s: %d %s, %d taken, want %d, %q and %d", test.name, status, text, len(server.Events()), test.status, test.words, test.taken)
		}
	}
}

// TestNew answers the first requests by faults.
func TestNew(t *testing.T) {
	t.Parallel()
	server := eventbridgetest.New(nil, eventbridgetest.RefuseEntry("ThrottlingException", "slow down"), eventbridgetest.Refuse(500, "InternalException", "internal"), channeltest.Page(200))
	for i, want := range []string{"event-1", `"FailedEntryCount":1`, "InternalException", "a proxy's page", "event-3"} {
		if _, text := post(t, server, scope, target, call(entry())); !strings.Contains(text, want) {
			t.Errorf("request %d: %s, want %s", i+1, text, want)
		}
	}
	if n := server.Requests(); n != 5 {
		t.Errorf("Requests = %d, want 5", n)
	}
}

func TestServer_Events(t *testing.T) {
	t.Parallel()
	server := eventbridgetest.New()
	post(t, server, scope, target, call(entry()))
	want := []eventbridgetest.Event{{Bus: "default", Source: "fanlight", DetailType: "Report Sent", Detail: "{}"}}
	if diff := cmp.Diff(want, server.Events()); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}
