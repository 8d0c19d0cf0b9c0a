package email_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/email"
	"github.com/fanlight/fanlight/pkg/deliver/email/emailtest"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// mails is a report with several senders, each of a kind.
const mails = `
report: daily
window: 24h
log_groups: [/aws/lambda/bot]
queries:
  calls: { query: stats count(*) as calls }
deliver:
  - email: { from: "reports@example.org", to: [team@example.org] }
  - email: { from: "Fanlight <Reports@example.org>", to: ["Team <team@example.org>"] }
  - email: { from: "Sales, EU: all <sales@mail.example.org>", to: ["Müller, Zoë <zoe@müller.example>", b@example.org] }
  - email: { from: "Zoë <zoe@müller.example>", to: ["日報 <r@例え.テスト>"] }
owner:
  email: { from: "On call <on-call@example.net>", to: [on-call@example.net] }
`

// compile reads and compiles a report as a deployment does.
func compile(t *testing.T, text string) report.CompiledReport {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	reports, _, err := source.LoadFiles([]string{path}, nil, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := report.Compile(reports, source.Sources)
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Reports[0]
}

// Each sender of a report passes the policy that a deployment makes of its compiled form,
// and SES takes every address.
func TestChannel_Send_addresses(t *testing.T) {
	t.Parallel()
	one := compile(t, mails)
	server := emailtest.New(nil).Allow(one.Senders...)
	for _, to := range append(one.Definition.Deliver, *one.Definition.Owner) {
		if _, err := (email.Channel{}).Send(t.Context(), reaching(t, server), to, message); err != nil {
			t.Errorf("%s, from %s to %q: %v", to.Name, to.Email.From, to.Email.To, err)
		}
	}
	type envelope struct {
		From string
		To   []any
		List any
	}
	var got []envelope
	for _, r := range server.Requests() {
		headers := r["Content"].(map[string]any)["Simple"].(map[string]any)["Headers"].([]any)
		got = append(got, envelope{r["FromEmailAddress"].(string), r["Destination"].(map[string]any)["ToAddresses"].([]any), headers[1].(map[string]any)["Value"]})
	}
	if diff := cmp.Diff([]envelope{
		{"reports@example.org", []any{"team@example.org"}, "<bot-usage.fanlight.example.org>"},
		{"Fanlight <Reports@example.org>", []any{"Team <team@example.org>"}, "<bot-usage.fanlight.example.org>"},
		{`"Sales, EU: all" <sales@mail.example.org>`, []any{"=?utf-8?b?TcO8bGxlciwgWm/Dqw==?= <zoe@xn--mller-kva.example>", "b@example.org"}, "<bot-usage.fanlight.mail.example.org>"},
		{"=?utf-8?q?Zo=C3=AB?= <zoe@xn--mller-kva.example>", []any{"=?utf-8?q?=E6=97=A5=E5=A0=B1?= <r@xn--r8jz45g.xn--zckzah>"}, "<bot-usage.fanlight.xn--mller-kva.example>"},
		{"On call <on-call@example.net>", []any{"on-call@example.net"}, "<bot-usage.fanlight.example.net>"},
	}, got); diff != "" {
		t.Errorf("mails (-want +got):\n%s", diff)
	}
}

// The owner of a report hears by a policy of its own sender alone, which the janitor has.
func TestChannel_Send_owner(t *testing.T) {
	t.Parallel()
	one := compile(t, mails)
	server := emailtest.New(nil).Allow(one.OwnerSenders...)
	if _, err := (email.Channel{}).Send(t.Context(), reaching(t, server), *one.Definition.Owner, message); err != nil {
		t.Error(err)
	}
	if _, err := (email.Channel{}).Send(t.Context(), reaching(t, server), one.Definition.Deliver[0], message); err == nil {
		t.Error("the sender of a report passes the policy of owners")
	}
}

// A definition of an earlier version may hold an address that is none: SES judges it.
func TestChannel_Send_address_of_an_earlier_version(t *testing.T) {
	t.Parallel()
	server := emailtest.New(nil)
	to := report.Destination{Kind: report.KindEmail, Email: &report.Email{From: `"Open <reports@example.org>`, To: []string{"a@example.org"}}}
	if _, err := (email.Channel{}).Send(t.Context(), reaching(t, server), to, message); err == nil {
		t.Error("SES takes an open quote")
	}
	to.Email.From = "Sales, EU <reports@example.org>" // no problem of this version
	if _, err := (email.Channel{}).Send(t.Context(), reaching(t, server), to, message); err != nil {
		t.Error(err)
	}
}
