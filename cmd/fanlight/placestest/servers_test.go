package placestest

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/discord/discordtest"
	"github.com/fanlight/fanlight/pkg/deliver/email/emailtest"
	"github.com/fanlight/fanlight/pkg/deliver/eventbridge/eventbridgetest"
	"github.com/fanlight/fanlight/pkg/deliver/s3/s3test"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
	"github.com/fanlight/fanlight/pkg/deliver/sns/snstest"
	"github.com/fanlight/fanlight/pkg/deliver/teams/teamstest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/deliver/webhook/webhooktest"
)

// The secrets of the report, by the names of its references.
const (
	telegramToken = "42:AAF_token"
	slackToken    = "xoxb-1-places"
	webhookKey    = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
)

var values = secrets{
	"env:TELEGRAM":        telegramToken,
	"env:SLACK":           slackToken,
	"env:SLACK_WEBHOOK":   "https://hooks.slack.com" + slacktest.WebhookPath,
	"env:TEAMS_WEBHOOK":   "https://example.azure.com" + teamstest.URI,
	"env:DISCORD_WEBHOOK": "https://discord.com" + discordtest.Path,
	"env:WEBHOOK_KEY":     webhookKey,
}

// servers are those of all places. Each keeps what it accepted.
type servers struct {
	folder string // of the file
	stdout *output

	telegram    *telegramtest.Server
	email       *emailtest.Server
	busy        *slacktest.Server
	slack       *slacktest.Server
	slow        *teamstest.Server
	tooSlow     *discordtest.Server
	webhook     *webhooktest.Server
	sns         *snstest.Server
	eventbridge *eventbridgetest.Server
	s3          *s3test.Server

	asked map[string]*times // by host
}

// busyFor are the times for which the busy place asks to wait, one after the other.
var busyFor = []time.Duration{40 * time.Second, 20 * time.Second, 90 * time.Second}

// slowness is how late the slow place answers: within the limit of a request, which is 20 s.
const slowness = 19 * time.Second

func newServers(t *testing.T) *servers {
	t.Helper()
	var busy []*channeltest.Fault
	for _, wait := range busyFor {
		busy = append(busy, slacktest.TooMany(int(wait.Seconds())))
	}
	return &servers{
		folder: t.TempDir(), stdout: &output{},
		telegram: telegramtest.New(telegramToken).Only("@team"),
		email:    emailtest.New(nil),
		busy:     slacktest.New(slackToken, busy...), slack: slacktest.New(slackToken),
		slow: teamstest.New(), tooSlow: discordtest.New(channeltest.Slow()),
		webhook: webhooktest.New(webhookKey), sns: snstest.New(), eventbridge: eventbridgetest.New(), s3: s3test.New(),
		asked: map[string]*times{},
	}
}

// client returns a client that reaches each server by its real address.
func (s *servers) client(t *testing.T) *http.Client {
	const aws = "." + channeltest.Region + ".amazonaws.com"
	hosts := map[string]http.Handler{
		"api.telegram.org": s.telegram, "email" + aws: s.email, "slack.com": s.busy, "hooks.slack.com": s.slack,
		"example.azure.com": after(slowness, s.slow), "discord.com": s.tooSlow, "receiver.example.org": s.webhook,
		"sns" + aws: s.sns, "events" + aws: s.eventbridge, s3test.Bucket + ".s3" + aws: s.s3,
	}
	for host := range hosts {
		s.asked[host] = &times{}
	}
	return channeltest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		server, known := hosts[r.Host]
		if !known {
			t.Errorf("a request to %s", r.Host)
			http.NotFound(w, r)
			return
		}
		s.asked[r.Host].add(time.Now())
		server.ServeHTTP(w, r)
	}))
}

// after returns a server that answers later.
func after(d time.Duration, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(d)
		h.ServeHTTP(w, r)
	})
}

// kept returns the texts that each destination's readers have, by its name.
func (s *servers) kept() map[string][]string {
	all := map[string][]string{"stdout": s.stdout.all(), "file": s.file()}
	for _, m := range s.telegram.Messages() {
		name := map[string]string{"@team": "telegram", "@wrong_chat": "wrong-chat"}[m.Chat]
		all[name] = append(all[name], m.Text)
	}
	all["email"], all["owner"] = s.mails("team@example.org"), s.mails("on-call@example.org")
	all["busy"], all["slack-webhook"] = texts(s.busy.Messages()), texts(s.slack.Messages())
	all["slow"], all["too-slow"] = s.slow.Cards(), texts(s.tooSlow.Messages())
	all["webhook"], all["sns"] = texts(s.webhook.Events()), texts(s.sns.Messages())
	all["eventbridge"] = texts(s.eventbridge.Events())
	objects := s.s3.Objects()
	for _, key := range slices.Sorted(maps.Keys(objects)) {
		all["s3"] = append(all["s3"], key+"\n"+objects[key].Content)
	}
	return all
}

// file returns the content of the files in the folder.
func (s *servers) file() (all []string) {
	found, _ := filepath.Glob(filepath.Join(s.folder, "*"))
	for _, path := range found {
		content, _ := os.ReadFile(path)
		all = append(all, string(content))
	}
	return all
}

// mails returns the mails to an address.
func (s *servers) mails(to string) (all []string) {
	for _, m := range s.email.Requests() {
		if text := fmt.Sprintf("%q", m); fmt.Sprint(m["Destination"].(map[string]any)["ToAddresses"].([]any)[0]) == to {
			all = append(all, text)
		}
	}
	return all
}

// texts returns the messages as texts that have all their fields.
func texts[T any](messages []T) (all []string) {
	for _, m := range messages {
		all = append(all, fmt.Sprintf("%+s", []any{m}))
	}
	return all
}

// times are those of requests.
type times struct {
	mu  sync.Mutex
	all []time.Time
}

func (t *times) add(at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, at)
}

// gaps returns the times between the requests.
func (t *times) gaps() (all []time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := 1; i < len(t.all); i++ {
		all = append(all, t.all[i].Sub(t.all[i-1]))
	}
	return all
}

// output is a standard output: the texts that were written to it.
type output struct {
	mu      sync.Mutex
	written []string
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.written = append(o.written, string(p))
	return len(p), nil
}

func (o *output) all() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.written)
}
