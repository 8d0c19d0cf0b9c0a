package slacktest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
)

type request struct{ method, path, token, content, body string }

func (q request) send(t *testing.T, server *slacktest.Server) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), q.method, "https://slack.invalid"+q.path, strings.NewReader(q.body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", q.content)
	if q.token != "" {
		r.Header.Set("Authorization", "Bearer "+q.token)
	}
	resp, err := channeltest.Serve(t, server).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, strings.TrimSpace(string(text))
}

func call(body string) request {
	return request{http.MethodPost, slacktest.API + "/chat.postMessage", "xoxb-1", "application/json; charset=utf-8", body}
}

func hook(body string) request {
	return request{http.MethodPost, slacktest.WebhookPath, "", "application/json", body}
}

type any2 = map[string]any

// message is one of blocks.
func message(blocks ...any) string {
	body, _ := json.Marshal(any2{"channel": slacktest.Channel, "text": "a", "blocks": blocks})
	return string(body)
}

func plain(n int) any2 { return any2{"type": "plain_text", "text": strings.Repeat("x", n)} }

func times(n int, of any) (all []any) {
	for range n {
		all = append(all, of)
	}
	return all
}

// TestServer_ServeHTTP has each refusal, with the sources of check.go; names of errors:
// docs.slack.dev/reference/methods/chat.postMessage.
func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	section := func(n int) any2 { return any2{"type": "section", "text": plain(n)} }
	rich := any2{"type": "rich_text", "elements": []any{any2{"type": "rich_text_preformatted", "elements": []any{any2{"type": "text", "text": strings.Repeat("x", 2600)}}}}}
	for _, test := range []struct {
		name  string
		q     request
		words string
	}{
		{"accepted", call(message(section(3000))), `"ts":"1767357000.000001"`},
		{"fifty blocks", call(message(times(50, any2{"type": "divider"})...)), `"ok":true`},
		{"fifty-one blocks", call(message(times(51, any2{"type": "divider"})...)), "invalid_blocks"},
		{"a section too long", call(message(section(3001))), "invalid_blocks"},
		{"an empty section", call(message(any2{"type": "section"})), "invalid_blocks"},
		{"an empty text", call(message(section(0))), "invalid_blocks"},
		{"ten fields", call(message(any2{"type": "section", "fields": times(10, plain(1))})), `"ok":true`},
		{"eleven fields", call(message(any2{"type": "section", "fields": times(11, plain(1))})), "invalid_blocks"},
		{"a field", call(message(any2{"type": "section", "fields": times(1, plain(2000))})), `"ok":true`},
		{"a field too long", call(message(any2{"type": "section", "fields": times(1, plain(2001))})), "invalid_blocks"},
		{"a header", call(message(any2{"type": "header", "text": plain(150)})), `"ok":true`},
		{"a header too long", call(message(any2{"type": "header", "text": plain(151)})), "invalid_blocks"},
		{"a header of mrkdwn", call(message(any2{"type": "header", "text": any2{"type": "mrkdwn", "text": "a"}})), "invalid_blocks"},
		{"a context", call(message(any2{"type": "context", "elements": times(10, plain(1))})), `"ok":true`},
		{"a context too long", call(message(any2{"type": "context", "elements": times(11, plain(1))})), "invalid_blocks"},
		{"an empty context", call(message(any2{"type": "context"})), "invalid_blocks"},
		{"rich text", call(message(times(4, rich)...)), `"ok":true`},
		{"too long together", call(message(times(5, rich)...)), "msg_blocks_too_long"},
		{"rich text of another kind", call(message(any2{"type": "rich_text", "elements": []any{plain(1)}})), "invalid_blocks"},
		{"an unknown block", call(message(any2{"type": "marquee"})), "invalid_blocks"},
		{"blocks that are none", call(`{"channel":"C0123","text":"a","blocks":{}}`), "invalid_blocks_format"},
		{"no text", call(`{"channel":"C0123"}`), "no_text"},
		{"a text too long", call(`{"channel":"C0123","text":"` + strings.Repeat("x", 40_001) + `"}`), "msg_too_long"},
		{"no token", request{http.MethodPost, slacktest.API + "/chat.postMessage", "", "application/json", message()}, "not_authed"},
		{"another token", request{http.MethodPost, slacktest.API + "/chat.postMessage", "xoxb-2", "application/json", message()}, "invalid_auth"},
		{"a form", request{http.MethodPost, slacktest.API + "/chat.postMessage", "xoxb-1", "text/plain", message()}, "invalid_post_type"},
		{"no JSON", call("a"), "invalid_json"},
		{"another method", request{http.MethodPost, slacktest.API + "/chat.post", "xoxb-1", "application/json", message()}, "unknown_method"},
		{"no such channel", call(strings.Replace(message(), "C0123", "C0000", 1)), "channel_not_found"},
		{"not in the channel", call(strings.Replace(message(), "C0123", slacktest.Other, 1)), "not_in_channel"},
		{"archived", call(strings.Replace(message(), "C0123", slacktest.Archived, 1)), "is_archived"},
		{"by the webhook", hook(message(section(3000))), "ok"},
		{"by the webhook, too long", hook(message(section(3001))), "invalid_blocks"},
		{"by the webhook, no JSON", hook("a"), "invalid_payload"},
		{"by the webhook, no text", hook("{}"), "no_text"},
		{"another webhook", request{http.MethodPost, "/services/T0001/B0001/other", "", "application/json", message()}, "no_service"},
	} {
		server := slacktest.New("xoxb-1")
		status, text := test.q.send(t, server)
		taken := strings.Contains(text, `"ok":true`) || text == "ok"
		if !strings.Contains(text, test.words) || (status != 200) != (!taken && strings.HasPrefix(test.q.path, "/services/")) || taken != (len(server.Messages()) == 1) {
			t.Errorf("%s: %d %s, want %q; %d taken", test.name, status, text, test.words, len(server.Messages()))
		}
	}
}

// TestNew answers the first requests by faults.
func TestNew(t *testing.T) {
	t.Parallel()
	server := slacktest.New("xoxb-1", nil, slacktest.TooMany(7), slacktest.Refuse("fatal_error"), slacktest.RefuseHook(404, "no_service"))
	for i, want := range []string{`"ok":true`, "ratelimited", "fatal_error", "no_service", `000002`} {
		if _, text := call(message()).send(t, server); !strings.Contains(text, want) {
			t.Errorf("request %d: %s, want %s", i+1, text, want)
		}
	}
	if n := server.Requests(); n != 5 {
		t.Errorf("Requests = %d, want 5", n)
	}
}

func TestMessage_Mentions(t *testing.T) {
	t.Parallel()
	mrkdwn := func(s string, verbatim bool) any {
		return any2{"type": "section", "text": any2{"type": "mrkdwn", "text": s, "verbatim": verbatim}}
	}
	for _, test := range []struct {
		block any
		want  []string
	}{
		{mrkdwn("&lt;!here&gt; @channel", true), nil},
		{mrkdwn("a <!here> and <@U1>", true), []string{"<!here>", "<@U1>"}},
		{mrkdwn("@channel", false), []string{"not verbatim"}},
		{any2{"type": "section", "text": plain(3)}, nil},
	} {
		server := slacktest.New("xoxb-1")
		call(message(test.block)).send(t, server)
		if diff := cmp.Diff(test.want, server.Messages()[0].Mentions()); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.block, diff)
		}
	}
}
