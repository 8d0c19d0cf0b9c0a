package queue_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
)

// partial is a queue that fails some entries of each SendMessageBatch.
type partial struct {
	*sqs.Core
	fail        func(call int, id string) bool
	senderFault bool
	calls       int
	groups      map[string]int
}

func (p *partial) SendMessageBatch(ctx context.Context, in *sdk.SendMessageBatchInput, _ ...func(*sdk.Options)) (*sdk.SendMessageBatchOutput, error) {
	p.calls++
	var failed []types.BatchResultErrorEntry
	kept := *in
	kept.Entries = nil
	for _, e := range in.Entries {
		p.groups[aws.ToString(e.MessageGroupId)]++
		if p.fail != nil && p.fail(p.calls, *e.Id) {
			failed = append(failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("InternalError"), Message: aws.String("try again"), SenderFault: p.senderFault})
			continue
		}
		kept.Entries = append(kept.Entries, e)
	}
	out := &sdk.SendMessageBatchOutput{}
	if len(kept.Entries) > 0 {
		var err error
		if out, err = p.Core.SendMessageBatch(ctx, &kept); err != nil {
			return nil, err
		}
	}
	out.Failed = failed
	return out, nil
}

func newQueue(t *testing.T) (*queue.Queue, *partial, *sim.Harness) {
	t.Helper()
	h := sim.NewHarness(t)
	p := &partial{Core: h.SQS, groups: map[string]int{}}
	return queue.New(p, h.Names.ReportQueue, h.Clock), p, h
}

func bodies(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("%02d", i)
	}
	return all
}

// take receives everything that is visible.
func take(t *testing.T, q *queue.Queue) []queue.Message {
	t.Helper()
	var all []queue.Message
	for {
		some, err := q.Receive(t.Context(), 10, time.Minute, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(some) == 0 {
			return all
		}
		all = append(all, some...)
	}
}

func bodiesOf(messages []queue.Message) []string {
	var all []string
	for _, m := range messages {
		all = append(all, m.Body)
	}
	return all
}

func TestQueue_Send(t *testing.T) {
	t.Parallel()
	q, api, _ := newQueue(t)
	if err := q.Send(t.Context(), "bot-usage", bodies(25)...); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bodies(25), bodiesOf(take(t, q))); diff != "" || api.calls != 3 {
		t.Errorf("%d calls, messages (-want +got):\n%s", api.calls, diff)
	}
	if diff := cmp.Diff(map[string]int{"bot-usage": 25}, api.groups); diff != "" {
		t.Errorf("entries by message group (-want +got):\n%s", diff)
	}
}

func TestQueue_Send_failed_entries(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name        string
		fail        func(call int, id string) bool
		senderFault bool
		calls       int
		words       string // of the error
	}{
		{"some, twice", func(call int, id string) bool { return call < 3 && id > "3" }, false, 3, ""},
		{"one, always", func(_ int, id string) bool { return id == "7" }, false, 5, "InternalError: try again"},
		{"one, by our own fault", func(_ int, id string) bool { return id == "7" }, true, 1, "InternalError: try again"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			q, api, _ := newQueue(t)
			api.fail, api.senderFault = test.fail, test.senderFault
			err := q.Send(t.Context(), "", bodies(10)...)
			if (err == nil) != (test.words == "") || err != nil && !strings.Contains(err.Error(), test.words) {
				t.Errorf("error %v, want %q", err, test.words)
			}
			want := 10
			if err != nil {
				want = 9
			}
			if got := take(t, q); len(got) != want || api.calls != test.calls {
				t.Errorf("%d messages by %d calls, want %d by %d", len(got), api.calls, want, test.calls)
			}
		})
	}
}

// TestQueue_Receive holds that a delivery bears its number and a receipt of its
// own.
func TestQueue_Receive(t *testing.T) {
	t.Parallel()
	q, _, h := newQueue(t)
	if err := q.Send(t.Context(), "", "a"); err != nil {
		t.Fatal(err)
	}
	first := take(t, q)
	h.Clock.Advance(time.Minute)
	second := take(t, q)
	if first[0].Receives != 1 || second[0].Receives != 2 || first[0].ID != second[0].ID || first[0].Receipt == second[0].Receipt {
		t.Errorf("deliveries %+v and %+v", first, second)
	}
}

func TestQueue_SetVisibility(t *testing.T) {
	t.Parallel()
	q, _, h := newQueue(t)
	if err := q.Send(t.Context(), "", bodies(12)...); err != nil {
		t.Fatal(err)
	}
	var receipts []string
	for _, m := range take(t, q) {
		receipts = append(receipts, m.Receipt)
	}
	if err := q.SetVisibility(t.Context(), 90*time.Second+time.Millisecond, receipts...); err != nil { // rounded up to a second
		t.Fatal(err)
	}
	h.Clock.Advance(91*time.Second - time.Millisecond)
	if got := take(t, q); len(got) != 0 {
		t.Errorf("%d messages are visible too early", len(got))
	}
	if err := q.SetVisibility(t.Context(), 0, receipts[:11]...); err != nil {
		t.Fatal(err)
	}
	if got := take(t, q); len(got) != 11 {
		t.Errorf("%d of 11 messages were given back", len(got))
	}
}

func TestQueue_Acknowledge(t *testing.T) {
	t.Parallel()
	q, _, h := newQueue(t)
	if err := q.Send(t.Context(), "", bodies(12)...); err != nil {
		t.Fatal(err)
	}
	var receipts []string
	for _, m := range take(t, q) {
		receipts = append(receipts, m.Receipt)
	}
	err := q.Acknowledge(t.Context(), append([]string{"no such receipt"}, receipts...)...)
	if err == nil || !strings.Contains(err.Error(), "delete from "+h.Names.ReportQueue) {
		t.Errorf("error %v: want the one that could not be deleted", err)
	}
	h.Clock.Advance(time.Hour)
	if got := take(t, q); len(got) != 0 {
		t.Errorf("left: %v", bodiesOf(got))
	}
}

// TestNew makes no call when there is nothing to do.
func TestNew(t *testing.T) {
	t.Parallel()
	q, api, _ := newQueue(t)
	for _, err := range []error{q.Send(t.Context(), ""), q.SetVisibility(t.Context(), 0), q.Acknowledge(t.Context())} {
		if err != nil {
			t.Error(err)
		}
	}
	if api.calls != 0 {
		t.Errorf("%d calls", api.calls)
	}
}

func TestQueue_Backlog(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	p := h.Process()
	q := queue.New(p.Stack.SQS, h.Names.ReportQueue+"-dead", h.Clock) // the harness decodes what other queues take
	if err := q.Send(t.Context(), "", "a", "b", "c"); err != nil {
		t.Fatal(err)
	}
	if _, err := q.Receive(t.Context(), 1, time.Minute, 0); err != nil {
		t.Fatal(err)
	}
	if n, err := q.Backlog(t.Context()); n != 2 || err != nil {
		t.Errorf("%d messages wait, %v: want 2", n, err)
	}
	p.Refuse = func(sim.Call) error { return errors.New("down") }
	if _, err := q.Backlog(t.Context()); err == nil {
		t.Error("no error")
	}
}
