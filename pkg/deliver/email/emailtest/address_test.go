package emailtest_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/email/emailtest"
)

// sendBetween sends a mail from an address to another.
func sendBetween(t *testing.T, server *emailtest.Server, from, to string) error {
	t.Helper()
	client := sesv2.NewFromConfig(emailtest.Config(channeltest.Serve(t, server), "http://ses.invalid"),
		func(o *sesv2.Options) { o.Retryer = aws.NopRetryer{} })
	_, err := client.SendEmail(t.Context(), &sesv2.SendEmailInput{
		FromEmailAddress: aws.String(from), Destination: &types.Destination{ToAddresses: []string{to}},
		Content: &types.EmailContent{Simple: &types.Message{Subject: &types.Content{Data: aws.String("a")}, Body: &types.Body{}}},
	})
	return err
}

// TestServer_ServeHTTP_addresses takes and refuses what SES does.
func TestServer_ServeHTTP_addresses(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"a@example.org":                         "",
		"<a@example.org>":                       "",
		"Team <a@example.org>":                  "",
		`"Sales, EU: \"x\"" <a@example.org>`:    "",
		"=?utf-8?q?J=C3=B6rg?= <a@example.org>": "",
		"a@xn--mller-kva.example":               "",
		`"a b"@example.org`:                     "",
		"Jörg <a@example.org>":                  "7-bit ASCII",
		"a@müller.example":                      "7-bit ASCII",
		"Sales, EU <a@example.org>":             "Missing final '@domain'",
		"DEBUG: Bob <a@example.org>":            "Local address contains illegal character",
		`"Team <a@example.org>`:                 `Missing '"'`,
		"Team <a@example.org":                   "Missing '>'",
		"team":                                  "Missing final '@domain'",
		"team@":                                 "Missing domain",
		"@example.org":                          "Local address contains illegal character",
		"some user@example.org":                 "Local address contains control or whitespace",
		"a\t@example.org":                       "control or whitespace",
		"a..b@example.org":                      "dot-dot",
		"a@.example.org":                        "Domain starts with dot",
		"a@example.org.":                        "Domain ends with dot",
		"a@example..org":                        "Domain contains dot-dot",
		"a@exa mple.org":                        "Domain contains control or whitespace",
		"a@ex_ample.org":                        "Domain contains illegal character",
		"a@-example.org":                        "Domain contains illegal character",
	} {
		for _, err := range []error{
			sendBetween(t, emailtest.New(nil), address, "b@example.org"),
			sendBetween(t, emailtest.New(nil), "b@example.org", address),
		} {
			if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %q", address, err, want)
			}
		}
	}
}

// TestServer_Allow compares bare addresses, byte by byte, as IAM does.
func TestServer_Allow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		allowed, from string
		denied        bool
	}{
		{"reports@example.org", "reports@example.org", false},
		{"reports@example.org", "Fanlight <reports@example.org>", false},
		{"reports@example.org", "Reports@example.org", true},
		{"reports@example.org", "other@example.org", true},
		{"Fanlight <reports@example.org>", "Fanlight <reports@example.org>", true},
	} {
		server := emailtest.New(nil).Allow("first@example.org", test.allowed)
		err := sendBetween(t, server, test.from, "b@example.org")
		if denied := err != nil && strings.Contains(err.Error(), "AccessDeniedException"); denied != test.denied || err != nil && !denied {
			t.Errorf("a policy of %s, a mail from %s: %v, want denied %t", test.allowed, test.from, err, test.denied)
		}
		if n := len(server.Requests()); n > 0 && test.denied {
			t.Errorf("%d mails are taken in spite of the policy", n)
		}
	}
	if err := sendBetween(t, emailtest.New(nil).Allow(), "a@example.org", "b@example.org"); err == nil {
		t.Error("a policy of no sender allows one")
	}
}
