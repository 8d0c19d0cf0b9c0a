package teamstest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/teams/teamstest"
)

type request struct{ method, uri, content, body string }

func (q request) send(t *testing.T, server *teamstest.Server) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), q.method, "https://teams.invalid"+q.uri, strings.NewReader(q.body))
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

const (
	run  = `{"type":"TextRun","text":"a"}`
	good = `{"type":"RichTextBlock","inlines":[` + run + `]}`
)

func card(version, body string) string {
	return `{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":` +
		`{"type":"AdaptiveCard","version":"` + version + `","body":[` + body + `]}}]}`
}

func post(body string) request {
	return request{http.MethodPost, teamstest.URI, "application/json", body}
}

// sized is a card whose message has so many bytes.
func sized(n int) string {
	text := strings.Repeat("x", n-len(card("1.5", `{"type":"TextBlock","text":""}`)))
	return card("1.5", `{"type":"TextBlock","text":"`+text+`"}`)
}

// TestServer_ServeHTTP has each refusal of the trigger. Sources: those of server.go;
// learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app for signatures.
func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	at := func(old, new string) request {
		q := post(card("1.5", good))
		q.uri = strings.Replace(q.uri, old, new, 1)
		return q
	}
	for _, test := range []struct {
		name   string
		q      request
		status int
		words  string
	}{
		{"accepted", post(card("1.5", good)), 202, ""},
		{"as large as may be", post(sized(28 << 10)), 202, ""},
		{"a byte too large", post(sized(28<<10 + 1)), 413, "RequestEntityTooLarge"},
		{"another workflow", at("0a1b", "9z"), 404, "WorkflowNotFound"},
		{"no signature", at("&sig=", "&s="), 401, "DirectApiAuthorizationRequired"},
		{"another signature", at("sig=s", "sig=S"), 403, "AuthorizationFailed"},
		{"another permission", at("sp=%2Ftriggers", "sp=%2Fother"), 403, "AuthorizationFailed"},
		{"another version of it", at("sv=1.0", "sv=2.0"), 403, "AuthorizationFailed"},
		{"no version of the API", at("api-version", "version"), 400, "MissingApiVersionParameter"},
		{"another method", request{http.MethodPut, teamstest.URI, "application/json", card("1.5", good)}, 405, "MethodNotAllowed"},
		{"a form", request{http.MethodPost, teamstest.URI, "text/plain", card("1.5", good)}, 400, "InvalidRequestContent"},
		{"no JSON", post("a"), 400, "InvalidRequestContent"},
		{"no message", post(strings.Replace(card("1.5", good), "message", "card", 1)), 400, "TriggerInputSchemaMismatch"},
		{"no attachment", post(`{"type":"message","attachments":[]}`), 400, "TriggerInputSchemaMismatch"},
		{"a connector's card", post(`{"@type":"MessageCard","text":"a"}`), 400, "TriggerInputSchemaMismatch"},
	} {
		server := teamstest.New()
		status, text := test.q.send(t, server)
		if status != test.status || !strings.Contains(text, test.words) || (len(server.Cards()) == 1) != (test.status == 202) {
			t.Errorf("%s: %d %s, want %d and %q; %d cards, %v", test.name, status, text, test.status, test.words, len(server.Cards()), server.Failed())
		}
	}
}

func columns(all string) string { return `{"type":"ColumnSet","columns":[` + all + `]}` }

func chart(data string) string { return `{"type":"Chart.Line","title":"a","data":[` + data + `]}` }

// TestServer_Failed has the cards that a workflow accepts and does not post.
func TestServer_Failed(t *testing.T) {
	t.Parallel()
	table := func(cells string) string {
		return `{"type":"Table","columns":[{"width":1}],"rows":[{"type":"TableRow","cells":[` + cells + `]}]}`
	}
	tableCell := `{"type":"TableCell","items":[` + good + `]}`
	actions := func(all ...string) string {
		return strings.Replace(card("1.5", good), `"body"`, `"actions":[`+strings.Join(all, ",")+`],"body"`, 1)
	}
	const open = `{"type":"Action.OpenUrl","title":"a","url":"https://example.org"}`
	for body, why := range map[string]string{
		card("1.5", table(tableCell)):                                     "",
		card("1.6", good):                                                 "version 1.6",
		card("", good):                                                    "version ",
		card("1.5", ""):                                                   "no body",
		card("1.5", `{"type":"Marquee"}`):                                 "unknown element Marquee",
		card("1.5", `{"type":"TextBlock"}`):                               "TextBlock without a text",
		card("1.5", `{"type":"RichTextBlock","inlines":[]}`):              "empty RichTextBlock",
		card("1.5", strings.Replace(good, `"a"`, `""`, 1)):                "TextRun without a text",
		card("1.5", `{"type":"RichTextBlock","inlines":[`+tableCell+`]}`): "TableCell in a RichTextBlock",
		card("1.5", table(tableCell+","+tableCell)):                       "2 cells in a table of 1 columns",
		card("1.5", table("")):                                            "empty TableRow",
		card("1.5", columns(`{"type":"Column","items":[`+good+`]}`)):      "",
		card("1.5", columns("")):                                          "empty ColumnSet",
		card("1.5", columns(good)):                                        "RichTextBlock in a ColumnSet",
		card("1.5", columns(`{"type":"Column","items":[]}`)):              "empty Column",
		card("1.5", chart(`{"legend":"a","values":[{"x":"0","y":1}]}`)):   "",
		card("1.5", chart("")):                                            "a chart without data",
		card("1.5", chart(`{"legend":"a","values":[]}`)):                  "a series without values",
		card("1.5", chart(`{"legend":"a","values":[{"x":"0"}]}`)):         "a value without x and y",
		card("1.5", chart(`{"legend":"a","values":[{"y":1}]}`)):           "a value without x and y",
		actions(open, open, open, open, open, open):                       "",
		actions(open, open, open, open, open, open, open):                 "7 actions",
		actions(strings.Replace(open, "OpenUrl", "Run", 1)):               "unknown action Action.Run",
		actions(strings.Replace(open, `"a"`, `""`, 1)):                    "an action without a title",
		actions(strings.Replace(open, "https:", "javascript:", 1)):        "an action without an address",
		strings.Replace(card("1.5", good), "AdaptiveCard", "Card", 1):     "not an Adaptive Card",
		strings.Replace(card("1.5", good), "adaptive", "thumbnail", 1):    "no card",
	} {
		server := teamstest.New()
		status, text := post(body).send(t, server)
		if got := strings.Join(server.Failed(), ""); status != 202 || got != why || (len(server.Cards()) == 1) != (why == "") {
			t.Errorf("%s: %d %s, %q, want %q", body, status, text, got, why)
		}
	}
}

// TestNew answers the first requests by faults.
func TestNew(t *testing.T) {
	t.Parallel()
	server := teamstest.New(nil, teamstest.Refuse(429, "WorkflowRunActionInstanceThrottled", "Rate limit is exceeded."), nil)
	for i, want := range []int{202, 429, 202} {
		if status, _ := post(card("1.5", good)).send(t, server); status != want {
			t.Errorf("request %d: %d, want %d", i+1, status, want)
		}
	}
	if n := server.Requests(); n != 3 {
		t.Errorf("Requests = %d, want 3", n)
	}
}
