// Package e2e follows a report through the deployed functions, on AWS APIs that
// are not ours: scripts/e2e/run.sh deploys to moto's server, and runs this test
// on what it finds there. See docs/e2e.md.
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// token is the bot's. The reporter finds it where the report says.
const (
	token          = "123456:AAsecret-Token_1"
	tokenParameter = "/fanlight/e2e/telegram-token"
)

// scheduled is the edition that the example's logs are of, and run its run.
var (
	scheduled = time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	run       = fanlight.NewRunID("bot-usage", scheduled, "")
)

// What the messages say, counted from the logs by the example's own README.
var (
	always = []string{"Requests from groups: <b>1,204</b>", "Private requests: <b>3,310</b>", string(run)}
	partly = append([]string{"2 of 3 queries ok"}, always...)
	wholly = append([]string{"3 of 3 queries ok", "New users: <b>87</b>"}, always...)
)

func TestAReportReachesItsDestination(t *testing.T) {
	folder := os.Getenv("FANLIGHT_E2E")
	if folder == "" {
		t.Skip("scripts/e2e/run.sh deploys what this test follows")
	}
	bot := startTelegram(t)
	d := find(t, folder)
	d.putParameter(t, tokenParameter, token)
	d.checkPackages(t)
	d.serve(t, bot.URL)
	d.attachLogs(t, "/aws/lambda/e2e-telegram-bot")

	d.trigger(t, "bot-usage", scheduled)
	first := d.await(t, run)
	expect(t, first, 1, bot.next(t), partly)

	d.attachLogs(t, "/aws/lambda/e2e-telegram-users") // which mends the query
	say("%s", d.fanlight(t, "replay", string(run), "--failed", "--wait"))
	second := d.await(t, run)
	expect(t, second, 2, bot.next(t), wholly)

	d.trigger(t, "janitor_sweep", scheduled)
	d.awaitEnd(t, "janitor")
	d.awaitEmpty(t)
	bot.expectNoMore(t)

	d.reportByMail(t)
	d.reportOnItself(t)
	d.awaitEmpty(t)
	d.checkDoctor(t)
	d.summarize(t, fmt.Sprintf("%s, 2 epochs, 2 messages, 2 mails through SES, %s by mail and in the archive, doctor", run, functionsRun))
}

// expect compares a run and the message that came of it.
func expect(t *testing.T, r fanlight.Run, epoch int, m message, words []string) {
	t.Helper()
	say("run %s: epoch %d, %s", r.ID, r.Epoch, r.State)
	say("request: POST %s\n%s", strings.ReplaceAll(m.path, token, "<token>"), m.body)
	if r.Epoch != epoch || r.State != fanlight.Sent {
		t.Fatalf("the run is %s in epoch %d, want sent in epoch %d", r.State, r.Epoch, epoch)
	}
	for _, w := range words {
		if !strings.Contains(m.text, w) {
			t.Errorf("epoch %d: the message does not say %q", epoch, w)
		}
	}
}

// fanlight runs the command-line program as an operator does.
func (d *deployment) fanlight(t *testing.T, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), filepath.Join(d.folder, "fanlight"), append(args, "--stack", d.Stack)...)
	command.Env = append(os.Environ(), "AWS_REGION="+d.Region, "AWS_ENDPOINT_URL_LAMBDA="+d.endpoint)
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("fanlight %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return "fanlight " + strings.Join(args, " ") + "\n" + string(out)
}

// summarize leaves what run.sh says at its end.
func (d *deployment) summarize(t *testing.T, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(d.folder, "summary"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// say writes a line into the output of `go test -v`.
func say(format string, args ...any) { fmt.Printf(format+"\n", args...) }
