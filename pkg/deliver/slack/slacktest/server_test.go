package slacktest_test

import (
	"encoding/json"
	"fmt"
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

func cells(n, length int) (row []any) {
	return times(n, any2{"type": "raw_text", "text": strings.Repeat("x", length)})
}

// table is a table of rows with cells of a length.
func table(rows, columns, length int) any2 {
	var all []any
	for range rows {
		all = append(all, cells(columns, length))
	}
	return any2{"type": "data_table", "caption": "a", "page_size": 5, "rows": all}
}

// lineChart is a chart of series with bins.
func lineChart(n, bins, title, label int) any2 {
	var labels, all []any
	for i := range bins {
		labels = append(labels, fmt.Sprint(i)+strings.Repeat("x", label-len(fmt.Sprint(i))))
	}
	for i := range n {
		var data []any
		for _, l := range labels {
			data = append(data, any2{"label": l, "value": 1})
		}
		all = append(all, any2{"name": fmt.Sprint(i), "data": data})
	}
	return any2{"type": "data_visualization", "title": strings.Repeat("x", title), "chart": any2{"type": "line", "series": all, "axis_config": any2{"categories": labels}}}
}

// with sets a field of a block.
func with(b any2, key string, value any) any2 {
	b[key] = value
	return b
}

// TestServer_ServeHTTP_data has each refusal of blocks of data, with the sources of
// native.go.
func TestServer_ServeHTTP_data(t *testing.T) {
	t.Parallel()
	chart := func(edit func(any2)) any2 {
		b := lineChart(1, 2, 1, 1)
		edit(b["chart"].(any2))
		return b
	}
	rich := any2{"type": "rich_text", "elements": []any{any2{"type": "rich_text_section", "elements": []any{any2{"type": "text", "text": "a"}}}}}
	for _, test := range []struct {
		name string
		body string
		ok   bool
	}{
		{"a table", message(table(2, 1, 1)), true},
		{"a table of a hundred rows", message(table(101, 1, 1)), true},
		{"a row more", message(table(102, 1, 1)), false},
		{"only names", message(table(1, 1, 1)), false},
		{"twenty columns", message(table(2, 20, 1)), true},
		{"twenty-one columns", message(table(2, 21, 1)), false},
		{"10,000 characters", message(table(2, 10, 250), table(2, 10, 250)), true},
		{"20 more", message(table(2, 10, 250), table(2, 10, 251)), false},
		{"no caption", message(with(table(2, 1, 1), "caption", "")), false},
		{"pages of a hundred", message(with(table(2, 1, 1), "page_size", 100)), true},
		{"larger pages", message(with(table(2, 1, 1), "page_size", 101)), false},
		{"a page of none", message(with(table(2, 1, 1), "page_size", 0)), false},
		{"rows of several lengths", message(with(table(2, 1, 1), "rows", []any{cells(1, 1), cells(2, 1)})), false},
		{"an empty cell", message(table(2, 1, 0)), false},
		{"a number", message(with(table(2, 1, 1), "rows", []any{cells(1, 1), []any{any2{"type": "raw_number", "value": 7, "text": "7"}}})), true},
		{"a number without a value", message(with(table(2, 1, 1), "rows", []any{cells(1, 1), []any{any2{"type": "raw_number", "text": "7"}}})), false},
		{"rich text", message(with(table(2, 1, 1), "rows", []any{cells(1, 1), []any{rich}})), true},
		{"rich text as a name", message(with(table(2, 1, 1), "rows", []any{[]any{rich}, cells(1, 1)})), false},
		{"a chart", message(lineChart(6, 20, 50, 20)), true},
		{"a title too long", message(lineChart(1, 1, 51, 1)), false},
		{"no title", message(lineChart(1, 1, 0, 1)), false},
		{"seven series", message(lineChart(7, 1, 1, 1)), false},
		{"no series", message(lineChart(0, 1, 1, 1)), false},
		{"twenty-one bins", message(lineChart(1, 21, 1, 2)), false},
		{"no bins", message(lineChart(1, 0, 1, 1)), false},
		{"a label too long", message(lineChart(1, 1, 1, 21)), false},
		{"a name too long", message(chart(func(c any2) { c["series"].([]any)[0].(any2)["name"] = strings.Repeat("x", 21) })), false},
		{"a name twice", message(chart(func(c any2) { c["series"] = times(2, c["series"].([]any)[0]) })), false},
		{"a value missing", message(chart(func(c any2) { s := c["series"].([]any)[0].(any2); s["data"] = s["data"].([]any)[:1] })), false},
		{"no value", message(chart(func(c any2) { delete(c["series"].([]any)[0].(any2)["data"].([]any)[0].(any2), "value") })), false},
		{"another label", message(chart(func(c any2) { c["axis_config"].(any2)["categories"] = []any{"0", "2"} })), false},
		{"an axis too long", message(chart(func(c any2) { c["axis_config"].(any2)["x_label"] = strings.Repeat("x", 51) })), false},
		{"another kind", message(chart(func(c any2) { c["type"] = "spiral" })), false},
		{"two charts", message(times(2, lineChart(1, 1, 1, 1))...), true},
		{"three charts", message(times(3, lineChart(1, 1, 1, 1))...), false},
		{"empty rich text", message(any2{"type": "rich_text", "elements": []any{any2{"type": "rich_text_section", "elements": []any{any2{"type": "text", "text": ""}}}}}), false},
	} {
		want := map[bool]string{true: `"ok":true`, false: "invalid_blocks"}[test.ok]
		if _, text := call(test.body).send(t, slacktest.New("xoxb-1")); !strings.Contains(text, want) {
			t.Errorf("%s: %s, want %s", test.name, text, want)
		}
	}
}

func TestServer_Older(t *testing.T) {
	t.Parallel()
	for block, want := range map[string]string{`{"type":"divider"}`: `"ok":true`, string(encoded(table(2, 1, 1))): "invalid_blocks", string(encoded(lineChart(1, 1, 1, 1))): "invalid_blocks"} {
		if _, text := call(`{"channel":"C0123","text":"a","blocks":[`+block+`]}`).send(t, slacktest.New("xoxb-1").Older()); !strings.Contains(text, want) {
			t.Errorf("%s: %s, want %s", block, text, want)
		}
	}
}

func encoded(v any) []byte {
	data, _ := json.Marshal(v)
	return data
}

// TestServer_ServeHTTP_thread has the messages that a thread can begin at. The name of the
// error is that of docs.slack.dev/reference/methods/conversations.replies.
func TestServer_ServeHTTP_thread(t *testing.T) {
	t.Parallel()
	server := slacktest.New("xoxb-1")
	for _, test := range []struct{ thread, want string }{
		{"", "1767357000.000001"}, {"1767357000.000001", "1767357000.000002"}, {"1767357000.000002", "thread_not_found"}, {"1", "thread_not_found"},
	} {
		if _, text := call(`{"channel":"C0123","text":"a","thread_ts":"`+test.thread+`"}`).send(t, server); !strings.Contains(text, test.want) {
			t.Errorf("in %q: %s, want %s", test.thread, text, test.want)
		}
	}
}
