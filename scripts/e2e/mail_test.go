package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// wantMails are the mails of by-mail.yaml as people read them.
var wantMails = []rawMail{
	{
		From: []netmail.Address{{Name: "Jörg Müller, Zahlen", Address: "berichte@fanlight.example"}},
		To: []netmail.Address{
			{Name: "Vertrieb, EU", Address: "eu@example.com"}, {Name: "Zoë Ångström", Address: "zoe@example.com"}, {Address: "plain@example.com"},
		},
		Subject: "Nutzung täglich · Fri 2 Jan",
	},
	{
		From:    []netmail.Address{{Name: `The "Board" <of> numbers`, Address: "numbers@board.example"}},
		To:      []netmail.Address{{Name: "Müller, Zoë", Address: "zoe@xn--mller-kva.example"}},
		Subject: "Nutzung täglich · Fri 2 Jan",
	},
}

// reportByMail follows a report to SES, and reads its mails as mail programs do.
func (d *deployment) reportByMail(t *testing.T) {
	t.Helper()
	client := sesv2.NewFromConfig(d.cfg)
	for _, identity := range []string{"fanlight.example", "numbers@board.example"} {
		if _, err := client.CreateEmailIdentity(t.Context(), &sesv2.CreateEmailIdentityInput{EmailIdentity: &identity}); err != nil {
			t.Fatal(err)
		}
	}
	d.trigger(t, "by-mail", scheduled)
	if r := d.await(t, fanlight.NewRunID("by-mail", scheduled, "")); r.State != fanlight.Sent {
		t.Fatalf("run %s is %s, want sent", r.ID, r.State)
	}
	got := d.mails(t)
	if diff := cmp.Diff(wantMails, got); diff != "" {
		t.Errorf("mails (-want +got):\n%s", diff)
	}
	d.checkSenders(t, got)
}

// rawMail holds what net/mail reads of a message.
type rawMail struct {
	From, To []netmail.Address
	Subject  string
}

// mails reads the messages that the server has kept, by sender.
func (d *deployment) mails(t *testing.T) (all []rawMail) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(d.folder, "mails", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, readMail(t, text))
	}
	slices.SortFunc(all, func(a, b rawMail) int { return strings.Compare(a.From[0].Address, b.From[0].Address) })
	return all
}

// readMail reads a message by RFC 5322, and holds its parts to the report.
func readMail(t *testing.T, text []byte) (m rawMail) {
	t.Helper()
	message, err := netmail.ReadMessage(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	say("mail: From: %s\n      To: %s\n      Subject: %s", message.Header.Get("From"), message.Header.Get("To"), message.Header.Get("Subject"))
	m.From, m.To = addresses(t, message, "From"), addresses(t, message, "To")
	if m.Subject, err = new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject")); err != nil {
		t.Error(err)
	}
	if list := message.Header.Get("List-Id"); !strings.HasPrefix(list, "<by-mail.fanlight.") {
		t.Errorf("List-Id is %q", list)
	}
	checkParts(t, message)
	return m
}

func addresses(t *testing.T, message *netmail.Message, header string) (all []netmail.Address) {
	t.Helper()
	list, err := message.Header.AddressList(header)
	if err != nil {
		t.Fatalf("%s: %v", header, err)
	}
	for _, a := range list {
		all = append(all, *a)
	}
	return all
}

// checkParts finds the report's number, that of calls, in the text and in the page.
func checkParts(t *testing.T, message *netmail.Message) {
	t.Helper()
	_, parameters, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for reader := multipart.NewReader(message.Body, parameters["boundary"]); ; {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")) // compared below
		kinds[kind] = strings.Contains(string(text), "4,514")
	}
	if !kinds["text/plain"] || !kinds["text/html"] {
		t.Errorf("the mail's parts with the number 4,514: %v", kinds)
	}
}

// checkSenders holds the roles' policies to the senders of the mails, as IAM does: it compares
// ses:FromAddress with the address without its name
// (docs.aws.amazon.com/ses/latest/dg/sending-authorization-policy-examples.html).
func (d *deployment) checkSenders(t *testing.T, mails []rawMail) {
	t.Helper()
	want := map[string][]string{
		"reporter": {"berichte@fanlight.example", "numbers@board.example", "watch@fanlight.example"},
		"janitor":  {"watch@fanlight.example"},
	}
	for function, senders := range want {
		got := d.senders(t, function)
		if !slices.Equal(got, senders) {
			t.Errorf("the %s may send from %v, want %v", function, got, senders)
		}
		say("the %s may send mail from %s", function, strings.Join(got, ", "))
	}
	for _, m := range mails {
		if !slices.Contains(want["reporter"], m.From[0].Address) {
			t.Errorf("the reporter may not send from %s", m.From[0].Address)
		}
	}
}

// senders are the addresses that the policy of a function's role lets it send from.
func (d *deployment) senders(t *testing.T, function string) []string {
	t.Helper()
	var answer struct {
		Document string `xml:"GetRolePolicyResult>PolicyDocument"`
	}
	d.iam(t, url.Values{
		"Action": {"GetRolePolicy"}, "PolicyName": {"exactly-what-it-calls"}, "RoleName": {d.Functions[function] + "-" + d.Region},
	}, &answer)
	text, err := url.QueryUnescape(answer.Document)
	if err != nil {
		t.Fatal(err)
	}
	return allowedSenders(t, []byte(text))
}

func allowedSenders(t *testing.T, policy []byte) (senders []string) {
	t.Helper()
	var p struct {
		Statement []struct {
			Action    []string
			Condition struct {
				StringEquals struct {
					Senders []string `json:"ses:FromAddress"`
				}
			}
		}
	}
	if err := json.Unmarshal(policy, &p); err != nil {
		t.Fatalf("%v: %s", err, policy)
	}
	for _, s := range p.Statement {
		if slices.Contains(s.Action, "ses:SendEmail") {
			senders = append(senders, s.Condition.StringEquals.Senders...)
		}
	}
	return senders
}
