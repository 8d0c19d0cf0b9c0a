package reporter_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// inParts returns a report of one query whose message to the chat "chat" has some
// parts, and that goes to others as well.
func inParts(parts int, others ...string) report.Report {
	r := sim.InParts(sim.Report(1, others...), parts)
	if others == nil {
		r.Deliver = nil
	}
	r.Deliver = append([]report.Destination{sim.Chat("chat")}, r.Deliver...)
	return r
}

// partsTo returns the parts that the chat got, from 0, with a "?" after one
// that is marked as possibly a duplicate.
func partsTo(h *sim.Harness) string {
	var got []string
	for _, d := range h.Sender.To("chat") {
		text := fmt.Sprint(d.Message.Part)
		if d.Again {
			text += "?"
		}
		got = append(got, text)
	}
	return strings.Join(got, " ")
}

// limited lets a chat take so many messages a minute, and asks for a wait until
// it takes a further one.
func limited(h *sim.Harness, most int) func(string, int) error {
	var taken []time.Time
	return func(string, int) error {
		now := h.Clock.Now()
		for len(taken) > 0 && now.Sub(taken[0]) >= time.Minute {
			taken = taken[1:]
		}
		if len(taken) < most {
			taken = append(taken, now)
			return nil
		}
		return &fanlight.DeliveryError{RetryAfter: time.Minute - now.Sub(taken[0]), Err: fmt.Errorf("too many requests")}
	}
}

// TestReporter_Report_parts_rate_limited is security.md's no. 3: a report of 25
// parts into a chat that takes 20 messages a minute.
func TestReporter_Report_parts_rate_limited(t *testing.T) {
	t.Parallel()
	const parts = 25
	h := complete(t, inParts(parts))
	h.Sender.Answer = limited(h, 20)
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	var want []string
	for i := range parts {
		want = append(want, fmt.Sprint(i))
	}
	if diff := cmp.Diff(strings.Join(want, " "), partsTo(h)); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	if got := claim(t, h); got.Tries != 1 || got.Fence != 2 {
		t.Errorf("the wait counts as a claim: %+v", got)
	}
	if record := records(t, h)["chat"]; record.Tries != 1 || record.Parts != parts || record.Total != parts || record.Unknown {
		t.Errorf("record: %+v", record)
	}
}

// TestReporter_Report_parts_few_a_minute lets a round with waits of more than an
// hour in all go on as long as it makes a step within each hour, and another
// destination's failures count as ever.
func TestReporter_Report_parts_few_a_minute(t *testing.T) {
	t.Parallel()
	h := complete(t, inParts(6, "one"))
	next := h.Clock.Now()
	busy := answers(errBusy)
	h.Sender.Answer = func(to string, try int) error {
		if to == "one" {
			return busy(to, try)
		}
		if now := h.Clock.Now(); now.Before(next) {
			return &fanlight.DeliveryError{RetryAfter: next.Sub(now), Err: fmt.Errorf("too many requests")}
		}
		next = h.Clock.Now().Add(50 * time.Minute)
		return nil
	}
	h.Quiesce()
	expectState(t, h, fanlight.PartlySent)
	if got := partsTo(h); got != "0 1 2 3 4 5" || h.Sender.Tries("one") != fanlight.MaxTries {
		t.Errorf("the chat got %s, the other was tried %d times", got, h.Sender.Tries("one"))
	}
	if took := h.Clock.Now().Sub(sim.Due); took < 5*50*time.Minute {
		t.Errorf("over after %s", took)
	}
}

// TestReporter_Report_parts_wait_too_long ends a round whose provider asks to
// wait, again and again, an hour after its last step.
func TestReporter_Report_parts_wait_too_long(t *testing.T) {
	t.Parallel()
	h := complete(t, inParts(2))
	var last time.Time
	h.Sender.Answer = func(_ string, try int) error {
		if last = h.Clock.Now(); try == 1 {
			return nil
		}
		return &fanlight.DeliveryError{RetryAfter: 7 * time.Minute, Err: fmt.Errorf("too many requests")}
	}
	h.Quiesce()
	expectState(t, h, fanlight.PartlySent)
	record := records(t, h)["chat"]
	if record.State != fanlight.DeliveryFailed || record.Parts != 1 || record.Error != "1 of 2 parts were accepted, then: too many requests" {
		t.Errorf("record: %+v", record)
	}
	if waited := last.Sub(sim.Due); waited < time.Hour || waited > time.Hour+time.Minute {
		t.Errorf("given up after %s", waited)
	}
	expectAlarms(t, h, fanlight.PartlySent)
}

// TestReporter_Report_parts_unknown sends only that part again whose answer never
// came, and marks it.
func TestReporter_Report_parts_unknown(t *testing.T) {
	t.Parallel()
	for onUnknown, want := range map[report.OnUnknown]string{report.Resend: "0 1 1? 2", report.Skip: "0 1"} {
		r := inParts(3)
		r.Deliver[0].OnUnknown = onUnknown
		h := complete(t, r)
		p := h.Process()
		h.Publish(p.With(func(c sim.Call) sim.Fault {
			if c.Op == "Deliver" && p.Count("Deliver") == 2 {
				return sim.LostAnswer
			}
			return sim.NoFault
		}))
		h.Quiesce()
		if got := partsTo(h); got != want {
			t.Errorf("%s: the chat got %s, want %s", onUnknown, got, want)
		}
	}
}

// TestReporter_Report_parts_tries gives every part five tries.
func TestReporter_Report_parts_tries(t *testing.T) {
	t.Parallel()
	for most, want := range map[int]string{4: "0", 5: ""} { // failures of each part
		h := complete(t, inParts(2))
		tried := 0
		h.Sender.Answer = func(string, int) error {
			if tried++; tried <= most {
				return errBusy
			}
			return nil
		}
		h.Quiesce()
		if got := partsTo(h); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("after %d failures the chat got %q, want %q", most, got, want)
		}
	}
}

// TestReporter_Report_parts_writes counts the writes of a delivery record: two,
// and one for each further part.
func TestReporter_Report_parts_writes(t *testing.T) {
	t.Parallel()
	for _, parts := range []int{1, 2, 9} {
		h := complete(t, inParts(parts))
		p := h.Process()
		h.Publish(p)
		writes := 0
		for _, c := range p.Calls {
			if in, ok := c.Input.(*dynamodb.UpdateItemInput); ok && strings.HasPrefix(in.Key["sk"].(*types.AttributeValueMemberS).Value, "DELIVERY#") {
				writes++
			}
		}
		if expectState(t, h, fanlight.Sent); writes != 2+parts-1 {
			t.Errorf("%d parts: %d writes of the record, want %d", parts, writes, 2+parts-1)
		}
	}
}

// TestReporter_Report_parts_older_record goes on from records of a version that
// sent all parts in one try, and counted no parts.
func TestReporter_Report_parts_older_record(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		record fanlight.Delivery
		want   string
	}{
		{fanlight.Delivery{State: fanlight.DeliverySending, Fence: 1, Tries: 1}, "0? 1 2"},
		{fanlight.Delivery{State: fanlight.DeliveryUnknown, Fence: 1, Tries: 1, Unknown: true, Error: "reset"}, "0? 1 2"},
		{fanlight.Delivery{State: fanlight.DeliveryFailed, Fence: 1, Tries: 1, Error: "busy"}, "0 1 2"},
		{fanlight.Delivery{State: fanlight.DeliverySent, Fence: 1, Tries: 1, Receipt: "11,12,13"}, ""},
	} {
		h := complete(t, inParts(3))
		test.record.Name = "chat"
		storeOlder(t, h, test.record)
		h.Quiesce()
		expectState(t, h, fanlight.Sent)
		if got := partsTo(h); got != test.want {
			t.Errorf("%+v: the chat got %s, want %s", test.record, got, test.want)
		}
	}
}

// storeOlder stores a delivery record without the attributes about parts, under a
// claim whose lease is over.
func storeOlder(t *testing.T, h *sim.Harness, d fanlight.Delivery) {
	t.Helper()
	if claim, ok, err := h.Ledger().TakeClaim(t.Context(), runID, 1, 1, "older", h.Clock.Now().Add(-time.Minute)); !ok || claim.Fence != d.Fence || err != nil {
		t.Fatal(claim, ok, err)
	}
	if _, ok, err := h.Ledger().SetDelivery(t.Context(), h.Run(runID), fanlight.Delivery{}, d); !ok || err != nil {
		t.Fatal(ok, err)
	}
	remove := "REMOVE parts, parts_total, doubt"
	if _, err := h.DynamoDB.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{
		TableName: &h.Names.Table, UpdateExpression: &remove, Key: map[string]types.AttributeValue{
			"pk": &types.AttributeValueMemberS{Value: "RUN#" + string(runID)}, "sk": &types.AttributeValueMemberS{Value: "DELIVERY#1#1#" + d.Name},
		},
	}); err != nil {
		t.Fatal(err)
	}
}

// TestReporter_Report_parts_receipts sends each part with the receipts of those before
// it, under a later claim too.
func TestReporter_Report_parts_receipts(t *testing.T) {
	t.Parallel()
	h := complete(t, inParts(3))
	h.Sender.Answer = func(_ string, try int) error {
		if try == 2 {
			return &fanlight.DeliveryError{Err: fmt.Errorf("busy")}
		}
		return nil
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	var got []string
	for _, d := range h.Sender.To("chat") {
		got = append(got, d.Message.Before)
	}
	if diff := cmp.Diff([]string{"", "receipt-1", "receipt-1,receipt-2"}, got); diff != "" || claim(t, h).Fence < 2 {
		t.Errorf("receipts before each part (-want +got):\n%s", diff)
	}
}
