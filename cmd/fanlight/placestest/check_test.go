package placestest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// secrets are the values of references.
type secrets map[report.Secret]string

// Secret implements channel.SecretReader.
func (s secrets) Secret(_ context.Context, ref report.Secret) (string, error) {
	value, known := s[ref]
	if !known {
		return "", fmt.Errorf("no secret %s", ref)
	}
	return value, nil
}

// Forget implements channel.SecretReader.
func (secrets) Forget(report.Secret) {}

// checkRecords holds what the ledger says of each destination.
func (d *deployment) checkRecords(t *testing.T, run fanlight.Run, tooSlow fanlight.Delivery) {
	t.Helper()
	want := map[string]fanlight.Delivery{}
	for _, to := range d.report.Deliver {
		want[to.Name] = fanlight.Delivery{State: fanlight.DeliverySent, Tries: 1}
	}
	want["wrong-chat"] = fanlight.Delivery{State: fanlight.DeliveryFailed, Tries: 1, Permanent: true,
		Error: "deliver to wrong-chat (telegram): telegram answered 400: Bad Request: chat not found"}
	want["too-slow"] = tooSlow
	got, err := d.Ledger().Deliveries(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range got {
		if r.State == fanlight.DeliverySent && (r.Parts != r.Total || r.Receipt == "") {
			t.Errorf("%s has %d of %d parts, and the receipt %q", name, r.Parts, r.Total, r.Receipt)
		}
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(fanlight.Delivery{}, "Name", "Fence", "Parts", "Total", "Receipt", "NotBefore")); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

// checkKept holds that readers have the whole report, each part of it once; at the place
// whose answer was lost as often as it says, after the first time with a mark.
func (d *deployment) checkKept(t *testing.T, run fanlight.Run, tooSlow int) {
	t.Helper()
	rendered, err := d.Ledger().Document(t.Context(), run)
	if err != nil || len(rendered.Messages) != len(d.report.Deliver) {
		t.Fatalf("%d messages are stored: %v", len(rendered.Messages), err)
	}
	kept := d.kept()
	for _, m := range rendered.Messages {
		want, got := requests(m), kept[m.Destination]
		switch m.Destination {
		case "wrong-chat":
			want = 0
		case "too-slow":
			want = tooSlow
			checkMarked(t, got)
		}
		if len(got) != want {
			t.Errorf("%s: %d messages, want %d", m.Destination, len(got), want)
		}
		if want > 0 {
			d.checkWhole(t, m.Destination, strings.Join(got, "\n"))
		}
	}
}

// requests returns the number of messages that readers see of one that is stored: each
// picture of an album is one.
func requests(m fanlight.Message) int {
	if m.Kind == report.KindTelegram && len(m.Files) > 0 {
		return m.PartCount() - 1 + len(m.Files)
	}
	return m.PartCount()
}

// checkWhole holds that a text has all sections.
func (d *deployment) checkWhole(t *testing.T, name, text string) {
	t.Helper()
	for _, s := range d.report.Sections {
		if !strings.Contains(text, s.Title) {
			t.Errorf("%s lacks the section %q:\n%.2000s", name, s.Title, text)
		}
	}
}

func checkMarked(t *testing.T, texts []string) {
	t.Helper()
	for i, text := range texts {
		if strings.Contains(text, "Possibly a duplicate") != (i == 1) {
			t.Errorf("message %d of %d:\n%s", i+1, len(texts), text)
		}
	}
}

// checkWaits holds that the busy place is asked again not before the time that it named,
// and soon after it, and the slow one once.
func (s *servers) checkWaits(t *testing.T) {
	t.Helper()
	const late = 30 * time.Second // as long as other places may keep the reporter
	again := s.asked["slack.com"].gaps()
	for i, wait := range busyFor {
		if i >= len(again) || again[i] < wait || again[i] > wait+late {
			t.Fatalf("the busy place was asked again after %s, want %s", again, busyFor)
		}
	}
	if again := s.asked["example.azure.com"].gaps(); len(again) > 0 {
		t.Errorf("the slow place was asked again after %s", again)
	}
}

// checkOwner holds that the owner has one mail, which says of a destination why it missed
// the report.
func (s *servers) checkOwner(t *testing.T, name, why string) {
	t.Helper()
	got := s.kept()["owner"]
	if len(got) != 1 || !strings.Contains(got[0], name) || !strings.Contains(got[0], why) {
		t.Errorf("the owner got %q, want %s: %s", got, name, why)
	}
}
