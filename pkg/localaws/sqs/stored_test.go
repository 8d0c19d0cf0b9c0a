package sqs_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

func (w *testCore) store() (all []sqs.StoredQueue) {
	w.t.Helper()
	if err := w.Store(func(q sqs.StoredQueue) error { all = append(all, q); return nil }); err != nil {
		w.t.Fatal(err)
	}
	return all
}

// TestCore_Restore makes a queue of what Store returned of another: the same messages are
// visible and in flight, and the next message has the next ID.
func TestCore_Restore(t *testing.T) {
	t.Parallel()
	from, to := newCore(t), newCore(t)
	url := from.create("work", nil)
	for n := range 250 {
		from.send(url, fmt.Sprint(n))
	}
	from.receive(url)
	to.create("work", nil)
	parts := from.store()
	for _, part := range parts {
		if err := to.Restore(part); err != nil {
			t.Fatal(err)
		}
	}
	if len(parts) != 3 {
		t.Errorf("%d parts, want 3 of at most 100 messages", len(parts))
	}
	if diff := cmp.Diff(parts, to.store()); diff != "" {
		t.Errorf("restored (-want +got):\n%s", diff)
	}
	from.send(url, "last")
	to.send(url, "last")
	from.receive(url)
	to.receive(url)
	if diff := cmp.Diff(from.store(), to.store()); diff != "" {
		t.Errorf("after a message and a receive (-want +got):\n%s", diff)
	}
	for what, q := range map[string]sqs.StoredQueue{
		"an unknown queue":               {Name: "none"},
		"a message that is there":        {Name: "work", Numbers: 251, Messages: []sqs.StoredMessage{{Number: 251}}},
		"a message beyond the last one":  {Name: "work", Numbers: 251, Messages: []sqs.StoredMessage{{Number: 252}}},
		"a message before the other one": {Name: "work", Numbers: 251, Messages: []sqs.StoredMessage{{Number: 3}}},
	} {
		if err := to.Restore(q); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

func TestCore_Store(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	w.create("b", nil)
	w.create("a", nil)
	if all := w.store(); len(all) != 2 || all[0].Name != "a" || all[1].Name != "b" {
		t.Errorf("queues %+v, want a and b without messages", all)
	}
	stop := errors.New("stop")
	if err := w.Store(func(sqs.StoredQueue) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
}

// TestCore_Return makes visible what is in flight, and not what is delayed.
func TestCore_Return(t *testing.T) {
	t.Parallel()
	w := newCore(t)
	url := w.create("work", map[string]string{"VisibilityTimeout": "900"})
	w.send(url, "a", "b")
	w.receive(url)
	w.pass(time.Second)
	if n := w.Return(url); n != 2 {
		t.Errorf("%d messages, want 2", n)
	}
	if n := len(w.receive(url)); n != 2 {
		t.Errorf("received %d, want both again", n)
	}
	if n := w.Return("http://127.0.0.1/000000000000/none"); n != 0 {
		t.Errorf("%d messages of an unknown queue", n)
	}
}
