package channeltest

import (
	"io"
	"net/http"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Case is a fault of a provider that is reached by a POST over HTTP, and the outcome
// that a channel has to return.
type Case struct {
	Name  string
	Fault *Fault
	Want  *fanlight.DeliveryError
	Words string // of the error
}

// Cases returns the faults that every such channel meets. They are for a bubble of
// testing/synctest: one of them is slow.
func Cases() []Case {
	passing, final, open := &fanlight.DeliveryError{}, &fanlight.DeliveryError{Permanent: true}, &fanlight.DeliveryError{Unknown: true}
	after := func(d time.Duration) *fanlight.DeliveryError { return &fanlight.DeliveryError{RetryAfter: d} }
	return []Case{
		{"too many requests", Page(429, "Retry-After", "9"), after(9 * time.Second), "429"},
		{"too many requests, no time", Page(429), passing, "429"},
		{"a time that is none", Page(429, "Retry-After", "soon"), passing, "429"},
		{"a time in the past", Page(429, "Retry-After", "-3"), passing, "429"},
		{"request timeout", Page(408), passing, "408"},
		{"internal error", Page(500), passing, "500"},
		{"bad gateway", Page(502), passing, "502"},
		{"unavailable for a time", Page(503, "Retry-After", "120"), after(2 * time.Minute), "503"},
		{"gateway timeout", Page(504), passing, "504"},
		{"redirect", Page(302, "Location", "http://127.0.0.1:1/"), final, "302"},
		{"permanent redirect", Page(308, "Location", "https://example.org/"), final, "308"},
		{"bad request", Page(400), final, "400"},
		{"forbidden", Page(403), final, "403"},
		{"not found", Page(404), final, "404"},
		{"gone", Page(410), final, "410"},
		{"too large", Page(413), final, "413"},
		{"lost answer", Lost(), open, "EOF"},
		{"slow", Slow(), open, "deadline exceeded"},
	}
}

// Slow returns the fault of an answer that does not come: it waits until the client
// has gone. It is for a bubble of testing/synctest, whose clock runs as fast as it may.
func Slow() *Fault {
	return &Fault{Accepted: true, Answer: func(w http.ResponseWriter) {
		client, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_, _ = io.Copy(io.Discard, client)
			_ = client.Close()
		}
	}}
}
