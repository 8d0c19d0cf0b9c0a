package inspect_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/inspect"
)

const (
	verified = `{"VerifiedForSendingStatus":true}`
	pending  = `{"VerifiedForSendingStatus":false}`
	free     = `{"SendingEnabled":true,"ProductionAccessEnabled":true}`
	sandbox  = `{"SendingEnabled":true,"ProductionAccessEnabled":false}`
	shut     = `{"SendingEnabled":false,"EnforcementStatus":"SHUTDOWN"}`
)

func TestMailService_sender(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from          string
		known         map[string]string
		state         inspect.State
		words, remedy string
	}{
		"a domain":           {"Ops <ops@example.org>", map[string]string{"example.org": verified}, inspect.OK, "has verified example.org", ""},
		"an address":         {"ops@example.org", map[string]string{"ops@example.org": verified}, inspect.OK, "has verified ops@example.org", ""},
		"a domain above":     {"ops@eu.mail.example.org", map[string]string{"example.org": verified}, inspect.OK, "has verified example.org", ""},
		"nothing":            {"ops@example.org", nil, inspect.Failed, "has not verified example.org", "aws sesv2 create-email-identity --email-identity example.org"},
		"a pending domain":   {"ops@example.org", map[string]string{"example.org": pending}, inspect.Failed, "has not verified example.org yet", "aws sesv2 get-email-identity"},
		"a pending address":  {"ops@example.org", map[string]string{"ops@example.org": pending, "example.org": verified}, inspect.Failed, "has not verified ops@example.org yet", "follow the link"},
		"another's domain":   {"ops@ample.org", map[string]string{"example.org": verified}, inspect.Failed, "has not verified ample.org", "create-email-identity"},
		"no domain of a top": {"ops@example.org", map[string]string{"org": verified}, inspect.Failed, "has not verified example.org", "create-email-identity"},
	} {
		w := newWorld(t)
		w.answers["ses account"] = free
		for identity, answer := range test.known {
			w.answers["ses "+identity] = answer
		}
		expect(t, name, find(t, w.inspect(t.Context(), mail(test.from, "a@example.org")), inspect.Identity), test.state, "daily: SES "+test.words, test.remedy)
	}
}

func TestMailService_sandbox(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		account       string
		to            []string
		state         inspect.State
		words, remedy string
	}{
		"free":                      {free, []string{"a@other.org"}, inspect.OK, "SES sends to all addresses", ""},
		"sandbox":                   {sandbox, []string{"a@example.org", "a@other.org"}, inspect.Failed, "SES sends to verified addresses alone", "ask to be let out"},
		"sandbox, all verified":     {sandbox, []string{"a@example.org", "B <b@example.org>"}, inspect.OK, "which all recipients are", ""},
		"the account sends no mail": {shut, []string{"a@example.org"}, inspect.Failed, "sends nothing for this account: shutdown", "console"},
	} {
		w := newWorld(t)
		w.answers["ses account"], w.answers["ses example.org"] = test.account, verified
		expect(t, name, find(t, w.inspect(t.Context(), mail("a@example.org", test.to...)), inspect.Sandbox), test.state, test.words, test.remedy)
	}
}

// TestMailService_denied is a role that may not ask: nothing is good then.
func TestMailService_denied(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, name := range []string{"ses a@example.org", "ses account"} {
		w.answers[name], w.status[name] = `{"message":"no"}`, 403
	}
	findings := w.inspect(t.Context(), mail("a@example.org", "b@example.org"))
	expect(t, "identity", find(t, findings, inspect.Identity), inspect.NotAnswered, "AccessDeniedException: no", "")
	expect(t, "sandbox", find(t, findings, inspect.Sandbox), inspect.NotAnswered, "AccessDeniedException: no", "")
}
