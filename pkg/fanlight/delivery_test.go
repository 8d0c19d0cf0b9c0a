package fanlight_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// recordTest says what is true of a record.
type recordTest struct {
	record fanlight.Delivery
	want   bool
}

func checkRecords(t *testing.T, is func(fanlight.Delivery) bool, tests []recordTest) {
	t.Helper()
	for _, test := range tests {
		if got := is(test.record); got != test.want {
			t.Errorf("%+v: %v, want %v", test.record, got, test.want)
		}
	}
}

func TestDelivery_Reached(t *testing.T) {
	t.Parallel()
	checkRecords(t, fanlight.Delivery.Reached, []recordTest{
		{fanlight.Delivery{}, false},
		{fanlight.Delivery{State: fanlight.DeliveryWaiting}, false},
		{fanlight.Delivery{State: fanlight.DeliveryFailed}, false},
		{fanlight.Delivery{State: fanlight.DeliveryWaiting}, false},
		{fanlight.Delivery{State: fanlight.DeliverySent}, true},
		{fanlight.Delivery{State: fanlight.DeliveryUnknown}, true},
		{fanlight.Delivery{State: fanlight.DeliveryFailed, Unknown: true}, true},
		{fanlight.Delivery{State: fanlight.DeliveryFailed, Parts: 1, Total: 2}, true},
	})
}

// TestDelivery_InDoubt holds also that the record of a version without parts is
// about the first one.
func TestDelivery_InDoubt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		record fanlight.Delivery
		want   bool
	}{
		{fanlight.Delivery{}, false},
		{fanlight.Delivery{State: fanlight.DeliveryWaiting}, false},
		{fanlight.Delivery{State: fanlight.DeliveryUnknown, Unknown: true}, true},
		{fanlight.Delivery{Parts: 3, Unknown: true, Doubt: 3}, true},
		{fanlight.Delivery{Parts: 4, Unknown: true, Doubt: 3}, false},
	} {
		if got := test.record.InDoubt(); got != test.want {
			t.Errorf("%+v: %v, want %v", test.record, got, test.want)
		}
	}
}

func TestDelivery_Doubted(t *testing.T) {
	t.Parallel()
	if got := (fanlight.Delivery{Parts: 2}).Doubted(); !got.InDoubt() || got.Doubt != 2 {
		t.Errorf("%+v: want the third part in doubt", got)
	}
}

// TestDelivery_GivenUp is rule E3.
func TestDelivery_GivenUp(t *testing.T) {
	t.Parallel()
	sent := fanlight.Delivery{State: fanlight.DeliverySent, Fence: 1, Parts: 1}
	for _, test := range []struct{ seen, want fanlight.Delivery }{
		{sent, sent},
		{fanlight.Delivery{}, fanlight.Delivery{State: fanlight.DeliveryFailed, Fence: 7, Error: "why"}},
		{fanlight.Delivery{State: fanlight.DeliverySending, Fence: 1}, fanlight.Delivery{State: fanlight.DeliveryUnknown, Fence: 7, Unknown: true, Error: "why"}},
		{fanlight.Delivery{State: fanlight.DeliverySending, Parts: 2, Total: 3, Unknown: true},
			fanlight.Delivery{State: fanlight.DeliveryUnknown, Fence: 7, Parts: 2, Total: 3, Unknown: true, Doubt: 2, Error: "2 of 3 parts were accepted, then: why"}},
		{fanlight.Delivery{State: fanlight.DeliveryUnknown, Doubt: 1, Error: "reset"}, fanlight.Delivery{State: fanlight.DeliveryUnknown, Fence: 7, Unknown: true, Doubt: 1, Error: "reset"}},
		{fanlight.Delivery{State: fanlight.DeliveryWaiting, Error: "busy"}, fanlight.Delivery{State: fanlight.DeliveryFailed, Fence: 7, Error: "busy"}},
	} {
		if diff := cmp.Diff(test.want, test.seen.GivenUp(7, "why")); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test.seen, diff)
		}
	}
}

func TestDelivery_Explain(t *testing.T) {
	t.Parallel()
	if got := (fanlight.Delivery{}).Explain("busy"); got != "busy" {
		t.Errorf("without parts: %q", got)
	}
	if got := (fanlight.Delivery{Parts: 20, Total: 25}).Explain("busy"); got != "20 of 25 parts were accepted, then: busy" {
		t.Errorf("with parts: %q", got)
	}
}

func TestJoinReceipts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ before, part, want string }{
		{"", "11", "11"},
		{"11", "12", "11,12"},
		{"", "11 (moved)", "11 (moved)"},
		{"11 (moved)", "12 (moved)", "11,12 (moved)"},
		{"11", "12 (moved)", "11,12 (moved)"},
	} {
		if got := fanlight.JoinReceipts(test.before, test.part); got != test.want {
			t.Errorf("%q and %q: %q, want %q", test.before, test.part, got, test.want)
		}
	}
	receipt := ""
	for range 200 {
		receipt = fanlight.JoinReceipts(receipt, "123456789")
	}
	if len(receipt) > 320 || !strings.HasPrefix(receipt, "123456789,…,123456789") {
		t.Errorf("200 receipts of 9 bytes have %d bytes: %s", len(receipt), receipt)
	}
}

func TestFirstReceipt(t *testing.T) {
	t.Parallel()
	for joined, want := range map[string]string{"": "", "11": "11", "11,12": "11", "11 (moved, twice)": "11", "11,…,12 (moved)": "11"} {
		if got := fanlight.FirstReceipt(joined); got != want {
			t.Errorf("%q: %q, want %q", joined, got, want)
		}
	}
}

func TestReceiptRemark(t *testing.T) {
	t.Parallel()
	for joined, want := range map[string]string{"": "", "11,12": "", "11 (moved)": "moved", "11,…,12 (moved, twice)": "moved, twice"} {
		if got := fanlight.ReceiptRemark(joined); got != want {
			t.Errorf("%q: %q, want %q", joined, got, want)
		}
	}
}

// TestFinalState holds rule E1.
func TestFinalState(t *testing.T) {
	t.Parallel()
	sent := fanlight.Delivery{State: fanlight.DeliverySent}
	failed := fanlight.Delivery{State: fanlight.DeliveryFailed}
	unknown := fanlight.Delivery{State: fanlight.DeliveryUnknown, Unknown: true}
	perhaps := fanlight.Delivery{State: fanlight.DeliveryFailed, Unknown: true} // an earlier try's answer never came
	untried := fanlight.Delivery{}
	for _, test := range []struct {
		deliveries []fanlight.Delivery
		want       fanlight.State
	}{
		{nil, fanlight.Sent},
		{[]fanlight.Delivery{sent, sent}, fanlight.Sent},
		{[]fanlight.Delivery{sent, failed}, fanlight.PartlySent},
		{[]fanlight.Delivery{failed, unknown}, fanlight.PartlySent},
		{[]fanlight.Delivery{perhaps}, fanlight.PartlySent},
		{[]fanlight.Delivery{failed, untried}, fanlight.Unsent},
		{[]fanlight.Delivery{{State: fanlight.DeliveryFailed, Parts: 1, Total: 2}}, fanlight.PartlySent},
	} {
		if got := fanlight.FinalState(test.deliveries); got != test.want {
			t.Errorf("%+v: %s, want %s", test.deliveries, got, test.want)
		}
	}
}

func TestDelivery_Over(t *testing.T) {
	t.Parallel()
	over := func(d fanlight.Delivery) bool { return d.Over(report.Resend) }
	checkRecords(t, over, []recordTest{
		{fanlight.Delivery{}, false},
		{fanlight.Delivery{State: fanlight.DeliveryWaiting}, false},
		{fanlight.Delivery{State: fanlight.DeliverySent}, true},
		{fanlight.Delivery{State: fanlight.DeliveryFailed, Tries: fanlight.MaxTries - 1}, false},
		{fanlight.Delivery{State: fanlight.DeliveryFailed, Tries: fanlight.MaxTries}, true},
		{fanlight.Delivery{State: fanlight.DeliveryUnknown, Tries: 1}, false},
		{fanlight.Delivery{State: fanlight.DeliveryFailed, Permanent: true}, true},
	})
	if unknown := (fanlight.Delivery{State: fanlight.DeliveryUnknown, Tries: 1}); !unknown.Over(report.Skip) {
		t.Error("an unknown outcome that is not to be sent again is not over")
	}
}
