package discordtest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/discord/discordtest"
)

type request struct{ method, path, content, body string }

func (q request) send(t *testing.T, server *discordtest.Server) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), q.method, "https://discord.invalid"+q.path, strings.NewReader(q.body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", q.content)
	resp, err := channeltest.Serve(t, server).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

// post is a request with a message.
func post(m discordtest.Message) request {
	body, _ := json.Marshal(m)
	return request{http.MethodPost, discordtest.Path + "?wait=true", "application/json", string(body)}
}

func embeds(all ...discordtest.Embed) request { return post(discordtest.Message{Embeds: all}) }

func x(n int) string { return strings.Repeat("x", n) }

func fields(n int, f discordtest.Field) request {
	e := discordtest.Embed{Description: "a"}
	for range n {
		e.Fields = append(e.Fields, f)
	}
	return embeds(e)
}

func times(n int, e discordtest.Embed) request {
	var all []discordtest.Embed
	for range n {
		all = append(all, e)
	}
	return embeds(all...)
}

// TestServer_ServeHTTP has each refusal. Sources: those of check.go;
// docs.discord.com/developers/topics/opcodes-and-status-codes for codes, and
// docs.discord.com/developers/reference#error-messages for their form.
func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	with := func(q request, edit func(*request)) request {
		edit(&q)
		return q
	}
	good := post(discordtest.Message{Content: "a"})
	for _, test := range []struct {
		name   string
		q      request
		status int
		words  string
	}{
		{"accepted", good, 200, `"id":"1"`},
		{"not waited for", with(good, func(q *request) { q.path = discordtest.Path }), 204, ""},
		{"another webhook", with(good, func(q *request) { q.path = "/api/webhooks/1/x" }), 404, "Unknown Webhook"},
		{"another path", with(good, func(q *request) { q.path = "/" }), 404, "Unknown Webhook"},
		{"another token", with(good, func(q *request) { q.path = discordtest.Path + "x" }), 401, "Invalid Webhook Token"},
		{"another method", with(good, func(q *request) { q.method = http.MethodPut }), 405, "Method Not Allowed"},
		{"a form", with(good, func(q *request) { q.content = "text/plain" }), 400, "Invalid Form Body"},
		{"no JSON", with(good, func(q *request) { q.body = "a" }), 400, "50109"},
		{"empty", post(discordtest.Message{}), 400, "Cannot send an empty message"},
		{"content", post(discordtest.Message{Content: x(2000)}), 200, ""},
		{"content too long", post(discordtest.Message{Content: x(2001)}), 400, `"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]}`},
		{"ten embeds", times(10, discordtest.Embed{Title: "a"}), 200, ""},
		{"eleven embeds", times(11, discordtest.Embed{Title: "a"}), 400, "Must be 10 or fewer in length."},
		{"a title", embeds(discordtest.Embed{Title: x(256)}), 200, ""},
		{"a title too long", embeds(discordtest.Embed{Title: x(257)}), 400, `"embeds.0.title"`},
		{"a description", embeds(discordtest.Embed{Description: x(4096)}), 200, ""},
		{"a description too long", embeds(discordtest.Embed{Description: x(4097)}), 400, `"embeds.0.description"`},
		{"25 fields", fields(25, discordtest.Field{Name: "a", Value: "b"}), 200, ""},
		{"26 fields", fields(26, discordtest.Field{Name: "a", Value: "b"}), 400, "Must be 25 or fewer in length."},
		{"a field", fields(1, discordtest.Field{Name: x(256), Value: x(1024)}), 200, ""},
		{"a name too long", fields(1, discordtest.Field{Name: x(257), Value: "b"}), 400, `"embeds.0.fields.0.name"`},
		{"a value too long", fields(1, discordtest.Field{Name: "a", Value: x(1025)}), 400, `"embeds.0.fields.0.value"`},
		{"a field without a name", fields(1, discordtest.Field{Value: "b"}), 400, "This field is required"},
		{"a field without a value", fields(1, discordtest.Field{Name: "a", Value: " "}), 400, "This field is required"},
		{"a footer", embeds(discordtest.Embed{Footer: &discordtest.Footer{Text: x(2048)}}), 200, ""},
		{"a footer too long", embeds(discordtest.Embed{Footer: &discordtest.Footer{Text: x(2049)}}), 400, `"embeds.0.footer.text"`},
		{"an empty embed", embeds(discordtest.Embed{}), 400, "BASE_TYPE_REQUIRED"},
		{"an address", embeds(discordtest.Embed{Title: "a", Address: "https://example.org/"}), 200, ""},
		{"another scheme", embeds(discordtest.Embed{Title: "a", Address: "javascript:alert(1)"}), 400, "URL_TYPE_INVALID_SCHEME"},
		{"no address", embeds(discordtest.Embed{Title: "a", Address: "report.html"}), 400, "Not a well formed URL."},
		{"a color", embeds(discordtest.Embed{Title: "a", Color: 1 << 24}), 400, "NUMBER_TYPE_MAX"},
		{"6,000 together", times(2, discordtest.Embed{Description: x(3000)}), 200, ""},
		{"6,002 together", times(2, discordtest.Embed{Description: x(3001)}), 400, "Embed size exceeds maximum size of 6000"},
	} {
		server := discordtest.New()
		status, text := test.q.send(t, server)
		if status != test.status || !strings.Contains(text, test.words) {
			t.Errorf("%s: %d %s, want %d and %q", test.name, status, text, test.status, test.words)
		}
		if taken := len(server.Messages()) == 1; taken != (test.status < 300) {
			t.Errorf("%s: taken %v", test.name, taken)
		}
	}
}

// TestNew answers the first requests by faults.
func TestNew(t *testing.T) {
	t.Parallel()
	server := discordtest.New(nil, discordtest.TooMany(0.65, "1"), discordtest.Refuse(404, 10015, "Unknown Webhook"), nil)
	for i, want := range []string{`"id":"1"`, `"retry_after":0.65`, "10015", `"id":"2"`} {
		if _, text := post(discordtest.Message{Content: "a"}).send(t, server); !strings.Contains(text, want) {
			t.Errorf("request %d: %s, want %s", i+1, text, want)
		}
	}
	if n := server.Requests(); n != 4 {
		t.Errorf("Requests = %d, want 4", n)
	}
}
