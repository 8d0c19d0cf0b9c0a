package webhooktest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/webhook/webhooktest"
)

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// request is one that is signed well, unless a field says something else.
type request struct {
	method, path, content, id, signature string
	age                                  time.Duration
	drop                                 string // a header
	at                                   string // the timestamp's text
	body                                 string
}

const good = `{"type":"report.sent","timestamp":"2026-01-02T12:30:00Z","data":{"a":1}}`

func (q request) with(edit func(*request)) request {
	edit(&q)
	return q
}

func well() request {
	return request{method: http.MethodPost, path: webhooktest.Path, content: "application/json; charset=utf-8", id: "m1", body: good}
}

func (q request) send(t *testing.T, server *webhooktest.Server) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), q.method, "https://hook.invalid"+q.path, strings.NewReader(q.body))
	if err != nil {
		t.Fatal(err)
	}
	at := q.at
	if at == "" {
		at = strconv.FormatInt(time.Now().Add(-q.age).Unix(), 10)
	}
	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	mac := hmac.New(sha256.New, key)
	_, _ = mac.Write([]byte(q.id + "." + at + "." + q.body))
	signed := "v1,AAAA v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	if q.signature != "" {
		signed = q.signature
	}
	for name, value := range map[string]string{"Content-Type": q.content, "Webhook-Id": q.id, "Webhook-Timestamp": at, "Webhook-Signature": signed} {
		if name != q.drop {
			r.Header.Set(name, value)
		}
	}
	resp, err := channeltest.Serve(t, server).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

// TestServer_ServeHTTP has each refusal. Sources: the specification (sections on
// payload structure, payload size, signature scheme), and for the words of 401 the
// reference implementation, libraries/go/webhook.go.
func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	sized := func(n int) string { return strings.Replace(good, "1}", `"`+strings.Repeat("x", n-len(good)-1)+`"}`, 1) }
	for _, test := range []struct {
		name   string
		edit   func(*request)
		status int
		words  string
	}{
		{"accepted", func(*request) {}, 204, ""},
		{"as large as may be", func(q *request) { q.body = sized(20 << 10) }, 204, ""},
		{"a byte too large", func(q *request) { q.body = sized(20<<10 + 1) }, 413, "larger than 20 kB"},
		{"another path", func(q *request) { q.path = "/" }, 404, "no such endpoint"},
		{"another method", func(q *request) { q.method = http.MethodPut }, 405, "want POST"},
		{"another type of content", func(q *request) { q.content = "text/plain" }, 415, "want application/json"},
		{"no ID", func(q *request) { q.drop = "Webhook-Id" }, 401, "Missing Required Headers"},
		{"no time", func(q *request) { q.drop = "Webhook-Timestamp" }, 401, "Missing Required Headers"},
		{"no signature", func(q *request) { q.drop = "Webhook-Signature" }, 401, "Missing Required Headers"},
		{"a date for seconds", func(q *request) { q.at = "2026-01-02T12:30:00Z" }, 401, "Invalid Signature Headers"},
		{"five minutes old", func(q *request) { q.age = 5*time.Minute - 10*time.Second }, 204, ""},
		{"too old", func(q *request) { q.age = 5*time.Minute + 2*time.Second }, 401, "Message timestamp too old"},
		{"too new", func(q *request) { q.age = -5*time.Minute - 2*time.Second }, 401, "Message timestamp too new"},
		{"another key", func(q *request) { q.signature = "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=" }, 401, "No matching signature found"},
		{"another version", func(q *request) { q.signature = "v2,AAAA" }, 401, "No matching signature found"},
		{"no JSON", func(q *request) { q.body = "a=1" }, 400, "not a JSON object"},
		{"no type", func(q *request) { q.body = strings.Replace(good, "type", "kind", 1) }, 400, "the type"},
		{"a type with a blank", func(q *request) { q.body = strings.Replace(good, "report.sent", "report sent", 1) }, 400, "the type"},
		{"no timestamp", func(q *request) { q.body = strings.Replace(good, "2026-01-02T12:30:00Z", "noon", 1) }, 400, "ISO 8601"},
		{"no data", func(q *request) { q.body = strings.Replace(good, "data", "date", 1) }, 400, "the data is missing"},
	} {
		server := webhooktest.New(secret)
		status, words := well().with(test.edit).send(t, server)
		if status != test.status || !strings.Contains(words, test.words) {
			t.Errorf("%s: %d %s, want %d and %q", test.name, status, words, test.status, test.words)
		}
		if taken := len(server.Events()) == 1; taken != (test.status == 204) {
			t.Errorf("%s: taken %v", test.name, taken)
		}
	}
}

// TestNew answers the first requests by faults.
func TestNew(t *testing.T) {
	t.Parallel()
	server := webhooktest.New(secret, nil, webhooktest.Refuse(410, "gone"), channeltest.Page(200))
	for i, want := range []int{204, 410, 200, 204} {
		if status, words := well().with(func(q *request) { q.id = "m" + strconv.Itoa(i) }).send(t, server); status != want {
			t.Errorf("request %d: %d %s, want %d", i+1, status, words, want)
		}
	}
	if n := server.Requests(); n != 4 {
		t.Errorf("Requests = %d, want 4", n)
	}
	var ids []string
	for _, e := range server.Events() {
		ids = append(ids, e.ID)
	}
	if diff := cmp.Diff([]string{"m0", "m2", "m3"}, ids); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

// TestServer_Events holds that an ID is taken once.
func TestServer_Events(t *testing.T) {
	t.Parallel()
	server := webhooktest.New(secret)
	well().send(t, server)
	well().send(t, server)
	if diff := cmp.Diff([]webhooktest.Event{{ID: "m1", Body: good}}, server.Events()); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}
