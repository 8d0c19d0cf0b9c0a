package slack_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

const first = "1767357000.000001"

// withFiles is a part of two files, after a first part.
func withFiles() fanlight.Message {
	m := one(`{"text":"Not uploaded","blocks":[{"type":"divider"}],"reply":true,"comment":"Files"}`)
	m.Part, m.Before = 1, first
	m.Files = []fanlight.File{
		{Part: 1, Name: "a.png", Type: "image/png", Caption: "A\nshows a", Data: []byte("AAA")},
		{Part: 1, Name: "b.csv", Type: "text/csv", Caption: "B\n", Data: []byte("b\n1\n")},
	}
	return m
}

// begun is a server that has the first part, with faults for the requests after it.
func begun(t *testing.T, faults ...*channeltest.Fault) *slacktest.Server {
	t.Helper()
	server := slacktest.New(token, append([]*channeltest.Fault{nil}, faults...)...)
	if _, err := (slack.Channel{}).Send(t.Context(), reaching(t, server, known()), byToken, one(small)); err != nil {
		t.Fatal(err)
	}
	return server
}

// TestChannel_Send_files uploads files and shares them in the thread of the first part.
func TestChannel_Send_files(t *testing.T) {
	t.Parallel()
	server := begun(t)
	receipt, err := slack.Channel{}.Send(t.Context(), reaching(t, server, known()), byToken, withFiles())
	if err != nil || receipt != "F0000001" {
		t.Errorf("Send = %q, %v", receipt, err)
	}
	want := slacktest.Message{Channel: slacktest.Channel, Thread: first, Text: "Files", Files: []slacktest.File{
		{Name: "a.png", Title: "A", Shows: "shows a", Data: []byte("AAA")}, {Name: "b.csv", Title: "B", Data: []byte("b\n1\n")},
	}}
	if diff := cmp.Diff(want, server.Messages()[1]); diff != "" || server.Requests() != 6 {
		t.Errorf("%d requests, message (-want +got):\n%s", server.Requests(), diff)
	}
}

// step is a request for the files of a part.
type step int

const (
	firstAddress step = iota
	firstUpload
	secondAddress
	secondUpload
	sharing
	afterwards
)

// at returns faults, the first of which is for a step.
func at(s step, faults ...*channeltest.Fault) []*channeltest.Fault {
	return append(make([]*channeltest.Fault, s), faults...)
}

// TestChannel_Send_files_faults has a failure at each step. Nothing that fails before the
// files are shared leaves an outcome unknown.
func TestChannel_Send_files_faults(t *testing.T) {
	t.Parallel()
	refuse := slacktest.Refuse
	slow := func(seconds string) *channeltest.Fault {
		return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", seconds)
			refuse("ratelimited").Answer(w)
		}}
	}
	for _, test := range []struct {
		name     string
		faults   []*channeltest.Fault
		want     *fanlight.DeliveryError
		words    string
		shared   bool // files are there
		instead  bool // words are
		requests int
	}{
		{"address: lost answer", at(firstAddress, channeltest.Lost()), passing, "EOF", false, false, 1},
		{"address: slow", at(firstAddress, channeltest.Slow()), passing, "deadline", false, false, 1},
		{"address: cut answer", at(firstAddress, channeltest.Cut(`{"ok":true,`)), passing, "cannot be read", false, false, 1},
		{"address: another server", at(firstAddress, channeltest.Page(200)), passing, "cannot be read", false, false, 1},
		{"address: server error", at(secondAddress, channeltest.Page(503, "Retry-After", "9")), after(9 * time.Second), "503", false, false, 3},
		{"address: internal error", at(firstAddress, refuse("internal_error")), passing, "internal_error", false, false, 1},
		{"address: too many", at(secondAddress, slacktest.TooMany(7)), after(7 * time.Second), "429", false, false, 3},
		{"address: too many, in a success", at(firstAddress, slow("30")), after(30 * time.Second), "ratelimited", false, false, 1},
		{"address: no scope", at(firstAddress, refuse("missing_scope")), nil, "", false, true, 2},
		{"address: no token", at(firstAddress, refuse("token_revoked")), final, "token_revoked", false, false, 1},
		{"address: disabled", at(firstAddress, refuse("file_uploads_disabled")), nil, "", false, true, 2},
		{"address: only images", at(secondAddress, refuse("file_uploads_except_images_disabled")), nil, "", false, true, 4},
		{"address: full", at(firstAddress, refuse("storage_limit_reached")), nil, "", false, true, 2},
		{"address: redirect", at(firstAddress, channeltest.Page(302, "Location", "https://example.org")), nil, "", false, true, 2},
		{"upload: lost answer", at(firstUpload, channeltest.Lost()), passing, "EOF", false, false, 2},
		{"upload: slow", at(secondUpload, channeltest.Slow()), passing, "deadline", false, false, 4},
		{"upload: server error", at(firstUpload, channeltest.Page(500)), passing, "500", false, false, 2},
		{"upload: too many", at(firstUpload, slacktest.TooMany(7)), after(7 * time.Second), "429", false, false, 2},
		{"upload: ended address", at(firstUpload, channeltest.Page(404)), nil, "", true, false, 7},
		{"upload: ended address again", at(firstUpload, channeltest.Page(404), nil, channeltest.Page(410)), nil, "", false, true, 5},
		{"upload: redirect", at(firstUpload, channeltest.Page(307, "Location", "https://example.org")), nil, "", false, true, 3},
		{"sharing: lost answer", at(sharing, channeltest.Lost()), open, "EOF", true, false, 5},
		{"sharing: slow", at(sharing, channeltest.Slow()), open, "deadline", true, false, 5},
		{"sharing: cut answer", at(sharing, channeltest.Cut(`{"ok":true,`)), open, "cannot be read", true, false, 5},
		{"sharing: internal error", at(sharing, refuse("internal_error")), open, "internal_error", false, false, 5},
		{"sharing: server error", at(sharing, channeltest.Page(502)), passing, "502", false, false, 5},
		{"sharing: too many", at(sharing, slacktest.TooMany(7)), after(7 * time.Second), "429", false, false, 5},
		{"sharing: file not there", at(sharing, refuse("file_not_found")), nil, "", true, false, 10},
		{"sharing: file not there again", at(sharing, refuse("file_not_found"), nil, nil, nil, nil, refuse("file_update_failed")), nil, "", false, true, 11},
		{"sharing: no channel", at(sharing, refuse("channel_not_found")), nil, "", false, true, 6},
		{"sharing: denied", at(sharing, refuse("posting_to_channel_denied")), nil, "", false, true, 6},
		{"sharing: a new error", at(sharing, refuse("new_\x1berror")), nil, "", false, true, 6},
		{"words: refused", at(sharing, refuse("thread_not_found"), refuse("thread_not_found")), final, "thread_not_found", false, false, 6},
		{"words: too many", at(firstAddress, refuse("missing_scope"), slacktest.TooMany(3)), after(3 * time.Second), "429", false, false, 2},
		{"words: lost answer", at(firstAddress, refuse("missing_scope"), channeltest.Lost()), open, "EOF", false, true, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := begun(t, test.faults...)
				_, err := slack.Channel{}.Send(t.Context(), reaching(t, server, known()), byToken, withFiles())
				checkOutcome(t, err, test.want, test.words)
				shared, instead := false, false
				for _, m := range server.Messages()[1:] {
					shared, instead = shared || len(m.Files) == 2, instead || strings.HasPrefix(m.Text, "Not uploaded") && m.Thread == first
				}
				if n := server.Requests() - 1; shared != test.shared || instead != test.instead || n != test.requests {
					t.Errorf("files are shared: %t, words are: %t, after %d requests; want %t, %t, %d", shared, instead, n, test.shared, test.instead, test.requests)
				}
			})
		})
	}
}

// TestChannel_Send_files_refused says in the words why the files are missing.
func TestChannel_Send_files_refused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		server *slacktest.Server
		words  string
	}{
		{slacktest.New(token).Without("files:write"), "Slack refused the files: missing_scope. The app needs the scope files:write."},
		{slacktest.New(token).Restrict(3), "Slack refused the files: file_upload_size_restricted"},
		{slacktest.New(token).EndUploads(5), "Slack refused the files."},
	} {
		env := reaching(t, test.server, known())
		if _, err := (slack.Channel{}).Send(t.Context(), env, byToken, one(small)); err != nil {
			t.Fatal(err)
		}
		receipt, err := slack.Channel{}.Send(t.Context(), env, byToken, withFiles())
		if seen := test.server.Messages(); err != nil || receipt != "1767357000.000002" || !bytes.Contains(seen[1].Blocks, []byte(`"text":"`+test.words+`"`)) {
			t.Errorf("Send = %q, %v; blocks %s, want %q", receipt, err, seen[1].Blocks, test.words)
		}
	}
}

// TestChannel_Send_files_secret goes on with a token that was replaced meanwhile.
func TestChannel_Send_files_secret(t *testing.T) {
	t.Parallel()
	server := begun(t)
	s := secrets{"ssm:/token": {"xoxb-older-sEcReT", token}}
	_, err := slack.Channel{}.Send(t.Context(), reaching(t, server, s), byToken, withFiles())
	if checkOutcome(t, err, nil, ""); len(server.Messages()) != 2 || len(server.Messages()[1].Files) != 2 {
		t.Errorf("the channel sees %d messages", len(server.Messages()))
	}
}

// TestChannel_Send_files_again shares nothing twice: each try uploads again, and what was
// uploaded before is seen by nobody.
func TestChannel_Send_files_again(t *testing.T) {
	t.Parallel()
	server := begun(t, at(sharing, slacktest.TooMany(7))...)
	env := reaching(t, server, known())
	_, err := slack.Channel{}.Send(t.Context(), env, byToken, withFiles())
	checkOutcome(t, err, after(7*time.Second), "429")
	marked := slack.Channel{}.MarkDuplicate(withFiles(), "Possibly a duplicate.")
	if _, err := (slack.Channel{}).Send(t.Context(), env, byToken, marked); err != nil {
		t.Fatal(err)
	}
	seen := server.Messages()
	if len(seen) != 2 || seen[1].Text != "Possibly a duplicate.\nFiles" {
		t.Errorf("the channel sees %+v", seen)
	}
}

// TestChannel_Send_files_channel shares files by the channel's ID, which the receipt of the
// first part has if the settings have its name. Receipts of earlier versions do not: words
// stand in for files then.
func TestChannel_Send_files_channel(t *testing.T) {
	t.Parallel()
	named := report.Destination{Slack: &report.Slack{Channel: slacktest.Name, Token: "ssm:/token"}}
	server := slacktest.New(token)
	env := reaching(t, server, known())
	receipt, err := slack.Channel{}.Send(t.Context(), env, named, one(small))
	if want := first + " (channel " + slacktest.Channel + ")"; err != nil || receipt != want {
		t.Fatalf("receipt %q, %v, want %q", receipt, err, want)
	}
	for i, before := range []string{receipt, fanlight.JoinReceipts(receipt, "1767357000.000009 (channel C0123)"), first, first + " (channel <!here>)"} {
		m := withFiles()
		m.Before = before
		if _, err := (slack.Channel{}).Send(t.Context(), env, named, m); err != nil {
			t.Fatal(err)
		}
		if seen := server.Messages()[i+1]; (len(seen.Files) == 2) != (i < 2) || seen.Thread != first {
			t.Errorf("after %q the channel sees %+v", before, seen)
		}
	}
}

// elsewhere answers the first request for an address with another one.
type elsewhere struct {
	*slacktest.Server
	address string
}

func (e elsewhere) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/files.getUploadURLExternal") {
		_, _ = w.Write([]byte(`{"ok":true,"file_id":"F1","upload_url":"` + e.address + `"}`))
		return
	}
	e.Server.ServeHTTP(w, r)
}

// TestChannel_Send_files_address sends rows of logs to Slack only.
func TestChannel_Send_files_address(t *testing.T) {
	t.Parallel()
	for address, taken := range map[string]bool{
		"https://files.slack.com/upload/v1/sEcReT-1": true, "https://slack.com/upload/v1/sEcReT-1": true, "https://files.slack-gov.com/upload/v1/x": true,
		"https://slack.invalid/upload/v1/sEcReT-1": true, "http://files.slack.com/upload/v1/x": false, "https://files.slack.com:8443/x": false,
		"https://slack.com.example.org/x": false, "https://notslack.com/x": false, "https://user@files.slack.com/x": false,
		"https://169.254.169.254/latest": false, "http://slack.invalid/x": false, "": false, "//files.slack.com/x": false,
	} {
		server := begun(t)
		_, err := slack.Channel{}.Send(t.Context(), reaching(t, elsewhere{server, address}, known()), byToken, withFiles())
		checkOutcome(t, err, nil, "") // words stand in for files that Slack does not have
		// The first part, twice both uploads and the sharing of them if the address is taken, and the words.
		if n, want := server.Requests(), map[bool]int{true: 1 + 2*3 + 1, false: 1 + 1}[taken]; n != want {
			t.Errorf("%q: %d requests, want %d", address, n, want)
		}
	}
}
