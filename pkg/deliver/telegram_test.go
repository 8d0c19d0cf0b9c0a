package deliver_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

var channel = report.Destination{Name: "telegram", Kind: report.KindTelegram,
	Telegram: &report.Telegram{Chat: "-100777", Token: "env:BOT"}}

// secrets holds the values of each reference; the first is given until it is
// forgotten.
type secrets map[report.Secret][]string

func (s secrets) Secret(_ context.Context, ref report.Secret) (string, error) {
	if len(s[ref]) == 0 {
		return "", fmt.Errorf("no secret %s", ref)
	}
	return s[ref][0], nil
}

func (s secrets) Forget(ref report.Secret) {
	if len(s[ref]) > 1 {
		s[ref] = s[ref][1:]
	}
}

// unset is a reader that fails until its configuration is changed.
type unset struct{}

func (unset) Secret(_ context.Context, ref report.Secret) (string, error) {
	return "", fmt.Errorf("read secret %s: %w", ref, &fanlight.DeliveryError{Permanent: true, Err: errors.New("it is not set")})
}

func bot(tokens ...string) secrets { return secrets{"env:BOT": tokens} }

func parts(texts ...string) fanlight.Message {
	return fanlight.Message{Destination: "telegram", Kind: report.KindTelegram, Parts: texts}
}

// want is the judgement that a delivery's error carries.
type want struct {
	Unknown, Permanent bool
	RetryAfter         time.Duration
}

func judge(t *testing.T, err error) want {
	t.Helper()
	var e *fanlight.DeliveryError
	if !errors.As(err, &e) {
		t.Fatalf("error is %T (%v), want a *fanlight.DeliveryError", err, err)
	}
	return want{e.Unknown, e.Permanent, e.RetryAfter}
}

func TestTelegram(t *testing.T) {
	t.Parallel()
	passing := want{}
	final := want{Permanent: true}
	open := want{Unknown: true}
	tests := []struct {
		name    string
		parts   []string
		faults  []fault
		receipt string
		seen    []string // texts that the chat sees
		want    *want    // nil: delivered
		words   string
	}{
		{name: "one part", parts: []string{"<b>1,204</b>"}, receipt: "11", seen: []string{"<b>1,204</b>"}},
		{name: "in order", parts: []string{"a", "b", "c"}, receipt: "11,12,13", seen: []string{"a", "b", "c"}},
		{name: "no part", want: &final, words: "no parts"},
		{name: "too many requests", parts: []string{"a"}, faults: []fault{tooMany(7)}, want: &want{RetryAfter: 7 * time.Second}, words: "retry after 7"},
		{name: "told by the header alone", parts: []string{"a"}, faults: []fault{page(429, "Retry-After", "9")}, want: &want{RetryAfter: 9 * time.Second}},
		{name: "too many between parts", parts: []string{"a", "b"}, faults: []fault{nil, tooMany(3)}, receipt: "11,12", seen: []string{"a", "b"}},
		{name: "too many twice between parts", parts: []string{"a", "b"}, faults: []fault{nil, tooMany(3), tooMany(4)}, receipt: "11", seen: []string{"a"},
			want: &want{Unknown: true, RetryAfter: 4 * time.Second}, words: "1 of 2 parts were accepted (message IDs 11)"},
		{name: "blocked", parts: []string{"a"}, faults: []fault{refusing(403, "Forbidden: bot was blocked by the user")}, want: &final, words: "403: Forbidden: bot was blocked by the user"},
		{name: "kicked between parts", parts: []string{"a", "b"}, faults: []fault{nil, refusing(403, "Forbidden: bot was kicked from the channel chat")},
			receipt: "11", seen: []string{"a"}, want: &want{Unknown: true, Permanent: true}, words: "1 of 2 parts"},
		{name: "no such chat", parts: []string{"a"}, faults: []fault{refusing(400, "Bad Request: chat not found")}, want: &final, words: "chat not found"},
		{name: "too long", parts: []string{strings.Repeat("𝔛", 2049)}, want: &final, words: "message is too long"},
		{name: "as long as may be", parts: []string{"<pre>" + strings.Repeat("&amp;", 4096) + "</pre>"}, receipt: "11", seen: []string{"<pre>" + strings.Repeat("&amp;", 4096) + "</pre>"}},
		{name: "moved", parts: []string{"a", "b"}, faults: []fault{migrated(-1009)}, receipt: "11,12 (the chat's ID is now -1009)", seen: []string{"a", "b"}},
		{name: "moved twice", parts: []string{"a"}, faults: []fault{migrated(-1009), migrated(-1010)}, receipt: "(the chat's ID is now -1009)", want: &final, words: "upgraded"},
		{name: "bad entities", parts: []string{"<b>5 &lt; 6</i>"}, receipt: "11", seen: []string{"5 < 6"}},
		{name: "bad entities twice", parts: []string{"<b>a"}, faults: []fault{nil, refusing(400, "Bad Request: can't parse entities: x")}, want: &final, words: "can't parse entities"},
		{name: "server error", parts: []string{"a"}, faults: []fault{refusing(500, "Internal Server Error")}, want: &passing, words: "500"},
		{name: "bad gateway", parts: []string{"a"}, faults: []fault{page(502)}, want: &passing, words: "502: Bad Gateway"},
		{name: "redirect", parts: []string{"a"}, faults: []fault{page(302, "Location", "http://127.0.0.1:1/")}, want: &final, words: "302"},
		{name: "lost answer", parts: []string{"a"}, faults: []fault{lostAnswer}, seen: []string{"a"}, want: &open, words: "EOF"},
		{name: "lost between parts", parts: []string{"a", "b"}, faults: []fault{nil, lostAnswer}, receipt: "11", seen: []string{"a", "b"}, want: &open, words: "1 of 2 parts"},
		{name: "cut answer", parts: []string{"a"}, faults: []fault{cutAnswer}, seen: []string{"a"}, want: &open, words: "read telegram's answer"},
		{name: "a stranger's answer", parts: []string{"a"}, faults: []fault{page(200)}, seen: []string{"a"}, want: &open, words: "read telegram's answer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := newTelegram(t, tt.faults...)
			sender := deliver.NewPatient(deliver.Options{Secrets: bot(botToken), TelegramURL: server.URL})
			receipt, err := sender.Send(t.Context(), channel, parts(tt.parts...))
			if receipt != tt.receipt {
				t.Errorf("receipt = %q, want %q", receipt, tt.receipt)
			}
			checkSeen(t, server, tt.seen)
			checkError(t, err, tt.want, tt.words)
		})
	}
}

func checkSeen(t *testing.T, server *telegramServer, texts []string) {
	t.Helper()
	var seen []string
	messages, _ := server.seen()
	for _, m := range messages {
		seen = append(seen, m.Text)
		if m.Preview {
			t.Errorf("link preview is on for %.40q", m.Text)
		}
	}
	if diff := cmp.Diff(texts, seen); diff != "" {
		t.Errorf("chat saw (-want +got):\n%s", diff)
	}
}

func checkError(t *testing.T, err error, wanted *want, words string) {
	t.Helper()
	if wanted == nil {
		if err != nil {
			t.Errorf("Send failed: %v", err)
		}
		return
	}
	if err == nil {
		t.Fatal("Send succeeded, want an error")
	}
	if diff := cmp.Diff(*wanted, judge(t, err)); diff != "" {
		t.Errorf("judgement of %v (-want +got):\n%s", err, diff)
	}
	if !strings.Contains(err.Error(), words) {
		t.Errorf("error %q does not say %q", err, words)
	}
	if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "AAsecret") {
		t.Errorf("error %q holds the token", err)
	}
}

func TestTelegramMarksAPossibleDuplicate(t *testing.T) {
	t.Parallel()
	server := newTelegram(t)
	sender := deliver.New(deliver.Options{Secrets: bot(botToken), TelegramURL: server.URL})
	stored := parts("a", "b")
	if _, err := sender.Send(t.Context(), channel, render.MarkDuplicate(stored)); err != nil {
		t.Fatal(err)
	}
	checkSeen(t, server, []string{"<i>Possibly a duplicate: the answer to an earlier delivery never came.</i>\n\na", "b"})
	if stored.Parts[0] != "a" {
		t.Errorf("the stored message was changed to %q", stored.Parts[0])
	}
}

func TestTelegramMovesTheRestToo(t *testing.T) {
	t.Parallel()
	server := newTelegram(t, nil, migrated(-1009))
	sender := deliver.New(deliver.Options{Secrets: bot(botToken), TelegramURL: server.URL})
	if _, err := sender.Send(t.Context(), channel, parts("a", "b", "c")); err != nil {
		t.Fatal(err)
	}
	var chats []string
	messages, _ := server.seen()
	for _, m := range messages {
		chats = append(chats, m.Chat)
	}
	if diff := cmp.Diff([]string{"-100777", "-1009", "-1009"}, chats); diff != "" {
		t.Errorf("chats (-want +got):\n%s", diff)
	}
}

func TestTelegramToken(t *testing.T) {
	t.Parallel()
	final := want{Permanent: true}
	tests := []struct {
		name     string
		secrets  deliver.SecretReader
		requests int
		want     *want
		words    string
	}{
		{name: "with a line end", secrets: bot(botToken + "\n"), requests: 1},
		{name: "rotated", secrets: bot("123456:AAsecret-old", botToken), requests: 2},
		{name: "revoked", secrets: bot("123456:AAsecret-old"), requests: 1, want: &final, words: "401: Unauthorized"},
		{name: "wrong twice", secrets: bot("123456:AAsecret-old", "123456:AAsecret-older"), requests: 2, want: &final, words: "401: Unauthorized"},
		{name: "no token", secrets: bot("AAsecret/../x?y"), want: &final, words: "env:BOT has not the form"},
		{name: "unreadable", secrets: bot(), want: &want{}, words: "env:BOT"},
		{name: "not set", secrets: unset{}, want: &final, words: "deliver to telegram (telegram): read secret env:BOT: it is not set"},
		{name: "no reader", want: &final, words: "no client"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := newTelegram(t)
			sender := deliver.New(deliver.Options{Secrets: tt.secrets, TelegramURL: server.URL})
			_, err := sender.Send(t.Context(), channel, parts("a"))
			checkError(t, err, tt.want, tt.words)
			if _, n := server.seen(); n != tt.requests {
				t.Errorf("%d requests, want %d", n, tt.requests)
			}
		})
	}
}

func TestTelegramOutOfReach(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + listener.Addr().String()
	_ = listener.Close()
	sender := deliver.New(deliver.Options{Secrets: bot(botToken), TelegramURL: url})
	_, err = sender.Send(t.Context(), channel, parts("a"))
	checkError(t, err, &want{}, "refused")
}

func TestTelegramTimeout(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	server := newTelegram(t, func(http.ResponseWriter) bool {
		close(arrived)
		<-release
		return true
	})
	go func() {
		<-arrived
		cancel()
	}()
	sender := deliver.New(deliver.Options{Secrets: bot(botToken), TelegramURL: server.URL})
	_, err := sender.Send(ctx, channel, parts("a"))
	close(release)
	checkError(t, err, &want{Unknown: true}, "canceled")

	_, err = sender.Send(ctx, channel, parts("a"))
	checkError(t, err, &want{}, "canceled")
}

// tellTale fails with an error that quotes all it knows.
type tellTale struct{}

func (tellTale) Do(r *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("proxy refused %s with %v", r.URL, r.Header)
}

func TestTelegramTokenIsTakenOutOfForeignErrors(t *testing.T) {
	t.Parallel()
	sender := deliver.New(deliver.Options{HTTP: tellTale{}, Secrets: bot(botToken)})
	_, err := sender.Send(t.Context(), channel, parts("a"))
	checkError(t, err, &want{Unknown: true}, "https://api.telegram.org/bot<token>/sendMessage")

	sender = deliver.New(deliver.Options{Secrets: bot(botToken), TelegramURL: "http://bad host"})
	_, err = sender.Send(t.Context(), channel, parts("a"))
	checkError(t, err, &want{Permanent: true}, "post to telegram")
}
