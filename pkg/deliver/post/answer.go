package post

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// Answer is an answer to a request.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte // at most its first 64 KiB
	Lost   error  // why the rest of the body did not come; nil: it did
}

// OK reports whether the status is a success.
func (a Answer) OK() bool { return a.Status >= 200 && a.Status < 300 }

// maxWords is how many characters of a provider's words an error has.
const maxWords = 300

// Words returns the body as one line that is safe to show, empty if it is a page of
// HTML or not there.
func (a Answer) Words() string {
	words := strings.TrimSpace(string(a.Body))
	if strings.HasPrefix(words, "<") {
		return ""
	}
	return text.Limit(text.Clean(words), maxWords)
}

// Refused returns the outcome of a request that got an answer which is not a success,
// with the provider's words, if there are any. Another try may help after too many
// requests and after an error of the server.
func (r Request) Refused(a Answer, words string) *fanlight.DeliveryError {
	if words == "" {
		words = http.StatusText(a.Status)
	}
	passes := a.Status == http.StatusTooManyRequests || a.Status == http.StatusRequestTimeout ||
		a.Status == http.StatusTooEarly || a.Status >= 500
	outcome := &fanlight.DeliveryError{
		Permanent: !passes,
		Err:       fmt.Errorf("%s answered %d: %s", r.To, a.Status, r.hide(text.Limit(text.Clean(words), maxWords))),
	}
	if passes {
		outcome.RetryAfter = a.RetryAfter()
	}
	return outcome
}

// RetryAfter returns how long the header of that name asks to wait: a number of
// seconds or a date (RFC 9110, section 10.2.3). It is zero if there is none.
func (a Answer) RetryAfter() time.Duration {
	value := a.Header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		return time.Duration(max(seconds, 0)) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(time.Until(at), 0)
	}
	return 0
}
