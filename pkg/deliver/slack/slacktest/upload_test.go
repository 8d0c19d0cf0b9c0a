package slacktest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
)

const formType = "application/x-www-form-urlencoded"

// ticket asks for an address for a file.
func ticket(fields ...string) request {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return request{http.MethodPost, slacktest.API + "/files.getUploadURLExternal", "xoxb-1", formType, form.Encode()}
}

// TestServer_ServeHTTP_ticket has each refusal of an address, one more than each limit among
// it, with the sources of upload.go.
func TestServer_ServeHTTP_ticket(t *testing.T) {
	t.Parallel()
	small := func() *slacktest.Server { return slacktest.New("xoxb-1").Restrict(10) }
	asJSON, another, none := ticket("filename", "a", "length", "1"), ticket(), ticket()
	asJSON.content, another.token, none.token = "application/json", "xoxb-2", ""
	for _, test := range []struct {
		name   string
		server *slacktest.Server
		q      request
		words  string
	}{
		{"accepted", small(), ticket("filename", "a.csv", "length", "10"), `"upload_url":"https://slack.invalid/upload/v1/`},
		{"too large", small(), ticket("filename", "a.csv", "length", "11"), "file_upload_size_restricted"},
		{"a GiB", slacktest.New("xoxb-1"), ticket("filename", "a.csv", "length", fmt.Sprint(1<<30)), `"ok":true`},
		{"more", slacktest.New("xoxb-1"), ticket("filename", "a.csv", "length", fmt.Sprint(1<<30+1)), "file_upload_size_restricted"},
		{"empty", small(), ticket("filename", "a.csv", "length", "0"), "missing_argument"},
		{"no length", small(), ticket("filename", "a.csv"), "missing_argument"},
		{"no name", small(), ticket("length", "1"), "missing_argument"},
		{"no number", small(), ticket("filename", "a.csv", "length", "x"), "invalid_arguments"},
		{"described", small(), ticket("filename", "a.png", "length", "1", "alt_txt", strings.Repeat("x", 1000)), `"ok":true`},
		{"described at length", small(), ticket("filename", "a.png", "length", "1", "alt_txt", strings.Repeat("x", 1001)), "alt_txt_too_large"},
		{"JSON", small(), asJSON, "invalid_form_data"},
		{"another token", small(), another, "invalid_auth"},
		{"no token", small(), none, "not_authed"},
		{"no scope", slacktest.New("xoxb-1").Without("files:write"), ticket("filename", "a.csv", "length", "1"), `"error":"missing_scope","needed":"files:write"`},
	} {
		if _, text := test.q.send(t, test.server); !strings.Contains(text, test.words) {
			t.Errorf("%s: %s, want %q", test.name, text, test.words)
		}
	}
}

// opened asks for the address of a file of three bytes and returns its path and the file's ID.
func opened(t *testing.T, server *slacktest.Server) (path, id string) {
	t.Helper()
	_, text := ticket("filename", "a.csv", "length", "3").send(t, server)
	var answer struct {
		Address string `json:"upload_url"`
		ID      string `json:"file_id"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(answer.Address, "https://slack.invalid"), answer.ID
}

func uploaded(path, body string) request {
	return request{http.MethodPost, path, "", "application/octet-stream", body}
}

func TestServer_ServeHTTP_upload(t *testing.T) {
	t.Parallel()
	server := slacktest.New("xoxb-1").EndUploads(1)
	ended, _ := opened(t, server)
	path, _ := opened(t, server)
	withToken := uploaded(path, "abc")
	withToken.token = "xoxb-1"
	for _, test := range []struct {
		name   string
		q      request
		status int
	}{
		{"ended", uploaded(ended, "abc"), 404},
		{"another length", uploaded(path, "abcd"), 400},
		{"with a token", withToken, 400},
		{"another method", request{http.MethodPut, path, "", "", "abc"}, 400},
		{"no such file", uploaded(path+"1", "abc"), 404},
		{"accepted", uploaded(path, "abc"), 200},
		{"twice", uploaded(path, "abc"), 404},
	} {
		if status, text := test.q.send(t, server); status != test.status || status == 200 && text != "OK - 3" {
			t.Errorf("%s: %d %s, want %d", test.name, status, text, test.status)
		}
	}
}

func shared(channel, thread string, ids ...string) request {
	files := []any2{}
	for _, id := range ids {
		files = append(files, any2{"id": id, "title": "T"})
	}
	body, _ := json.Marshal(any2{"files": files, "channel_id": channel, "thread_ts": thread, "initial_comment": "C"})
	return request{http.MethodPost, slacktest.API + "/files.completeUploadExternal", "xoxb-1", "application/json", string(body)}
}

// TestServer_ServeHTTP_share has each refusal of files that are shared, with the sources of
// upload.go.
func TestServer_ServeHTTP_share(t *testing.T) {
	t.Parallel()
	const thread = "1767357000.000001"
	server := slacktest.New("xoxb-1")
	call(message()).send(t, server)
	_, never := opened(t, server)
	path, id := opened(t, server)
	uploaded(path, "abc").send(t, server)
	form := shared(slacktest.Channel, thread, id)
	form.content = formType
	for _, test := range []struct {
		name  string
		q     request
		words string
	}{
		{"not uploaded", shared(slacktest.Channel, thread, id, never), "file_not_found"},
		{"no such file", shared(slacktest.Channel, thread, "F9"), "file_not_found"},
		{"no files", shared(slacktest.Channel, thread), "invalid_arguments"},
		{"no such channel", shared("C0000", thread, id), "channel_not_found"},
		{"by name", shared(slacktest.Name, thread, id), "channel_not_found"},
		{"not in the channel", shared(slacktest.Other, "", id), "not_in_channel"},
		{"archived", shared(slacktest.Archived, "", id), "posting_to_channel_denied"},
		{"no such thread", shared(slacktest.Channel, "1767357000.000009", id), "thread_not_found"},
		{"no JSON", request{http.MethodPost, slacktest.API + "/files.completeUploadExternal", "xoxb-1", "application/json", "x"}, "invalid_json"},
		{"a form", form, "invalid_post_type"},
		{"accepted", shared(slacktest.Channel, thread, id), `{"ok":true,"files":[{"id":"F0000002","title":"T"}]}`},
		{"twice", shared(slacktest.Channel, thread, id), "file_not_found"},
	} {
		if _, text := test.q.send(t, server); !strings.Contains(text, test.words) {
			t.Errorf("%s: %s, want %s", test.name, text, test.words)
		}
	}
	want := slacktest.Message{Channel: slacktest.Channel, Thread: thread, Text: "C", Files: []slacktest.File{{Name: "a.csv", Title: "T", Data: []byte("abc")}}}
	if seen := server.Messages(); len(seen) != 2 || !cmp.Equal(want, seen[1]) {
		t.Errorf("the channel sees %+v", seen)
	}
}

// TestServer_ServeHTTP_name answers a message to a channel's name with its ID.
func TestServer_ServeHTTP_name(t *testing.T) {
	t.Parallel()
	server := slacktest.New("xoxb-1")
	if _, text := call(strings.Replace(message(), "C0123", slacktest.Name, 1)).send(t, server); !strings.Contains(text, `"channel":"C0123"`) {
		t.Errorf("answer %s", text)
	}
}

func TestMessage_Links(t *testing.T) {
	t.Parallel()
	link := func(address string) any {
		return any2{"type": "rich_text", "elements": []any{any2{"type": "rich_text_section", "elements": []any{any2{"type": "link", "url": address, "text": "a"}}}}}
	}
	server, long := slacktest.New("xoxb-1"), "https://example.org/"+strings.Repeat("x", 2980)
	for address, want := range map[string]string{long: `"ok":true`, long + "x": "invalid_blocks", "http://example.org": "invalid_blocks", "": "invalid_blocks"} {
		if _, text := call(message(link(address))).send(t, server); !strings.Contains(text, want) {
			t.Errorf("%.40s: %s, want %s", address, text, want)
		}
	}
	if diff := cmp.Diff([]string{long}, server.Messages()[0].Links()); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}
