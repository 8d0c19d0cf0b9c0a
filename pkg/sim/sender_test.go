package sim

import (
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func deliverTo(t *testing.T, h *Harness, fault Fault) (string, error) {
	t.Helper()
	p := h.Process().With(func(Call) Fault { return fault })
	return seam{p}.Send(t.Context(), Destination("chat"), fanlight.Message{Text: "hello", Duplicate: true})
}

func TestSender_To(t *testing.T) {
	t.Parallel()
	h := NewHarness(t)
	receipt, err := deliverTo(t, h, NoFault)
	got := h.Sender.To("chat")
	if err != nil || receipt != "receipt-1" || len(got) != 1 || got[0].Message.Text != "hello" || !got[0].Again || !got[0].At.Equal(Due) {
		t.Errorf("delivered %+v: %q, %v", got, receipt, err)
	}
	if others := h.Sender.To("mail"); len(others) != 0 {
		t.Errorf("another destination got %+v", others)
	}
}

// TestSender_To_lost loses the answer of a delivery, or the delivery: the process
// cannot know which.
func TestSender_To_lost(t *testing.T) {
	t.Parallel()
	for fault, want := range map[Fault]int{ServerError: 0, LostAnswer: 1} {
		h := NewHarness(t)
		_, err := deliverTo(t, h, fault)
		var unknown *fanlight.DeliveryError
		if !errors.As(err, &unknown) || !unknown.Unknown || len(h.Sender.To("chat")) != want {
			t.Errorf("%s: delivered %d times, %v", fault, len(h.Sender.To("chat")), err)
		}
	}
}

func TestSender_Tries(t *testing.T) {
	t.Parallel()
	h := NewHarness(t)
	h.Sender.Answer = func(to string, try int) error {
		if try < 3 {
			return errors.New("busy")
		}
		return nil
	}
	for try := 1; try <= 3; try++ {
		if _, err := deliverTo(t, h, NoFault); (err == nil) != (try == 3) {
			t.Errorf("try %d: %v", try, err)
		}
	}
	if h.Sender.Tries("chat") != 3 || h.Sender.Tries("mail") != 0 || len(h.Sender.Got) != 1 {
		t.Errorf("%d tries, delivered %+v", h.Sender.Tries("chat"), h.Sender.Got)
	}
}
