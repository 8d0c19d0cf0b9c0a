package doctor

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// clock is an HTTP client that compares the time of its answers with this machine's.
type clock struct {
	base aws.HTTPClient // nil: the SDK's
	now  func() time.Time

	mu    sync.Mutex
	known bool
	ahead time.Duration // of the quickest answer; negative: this machine is late
	took  time.Duration // of that answer
}

// Do implements aws.HTTPClient.
func (c *clock) Do(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	if c.base == nil {
		c.base = awshttp.NewBuildableClient()
	}
	c.mu.Unlock()
	began := c.now()
	resp, err := c.base.Do(r)
	if err == nil {
		c.compare(resp.Header.Get("Date"), began, c.now())
	}
	return resp, err
}

// compare keeps the difference if no answer was quicker: the service wrote the time at
// some moment in between, and left out the part of a second.
func (c *clock) compare(date string, began, ended time.Time) {
	at, err := http.ParseTime(date)
	took := ended.Sub(began)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil && (!c.known || took < c.took) {
		c.known, c.took = true, took
		c.ahead = began.Add(took / 2).Sub(at.Add(time.Second / 2))
	}
}

// The differences from which on a clock warns, and from which on AWS refuses requests
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html).
const (
	leastAhead   = 10 * time.Second
	refusedAhead = 5 * time.Minute
)

// checkClock compares this machine's clock with that of the services.
func (d *Doctor) checkClock(context.Context) []Check {
	d.clock.mu.Lock()
	defer d.clock.mu.Unlock()
	switch {
	case !d.clock.known:
		return []Check{skipped("clock", "the answers of this endpoint have no time")}
	case d.clock.ahead.Abs() < leastAhead:
		return []Check{ok("clock", "this machine and AWS agree within %s", leastAhead)}
	case d.clock.ahead.Abs() < refusedAhead:
		return []Check{warned("clock", "set it", "%s (300s is refused)", d.clock.difference())}
	}
	return []Check{failed("clock", "set it", "%s, and 300s is refused", d.clock.difference())}
}

// difference says how far the clock is ahead of AWS, or late.
func (c *clock) difference() string {
	where := "ahead of"
	if c.ahead < 0 {
		where = "behind"
	}
	return fmt.Sprintf("this machine is %.0fs %s AWS", c.ahead.Abs().Seconds(), where)
}

// explain adds to an error that the clock is wrong, if it is wrong by so much that AWS
// refuses requests.
func (c *clock) explain(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known && c.ahead.Abs() >= refusedAhead {
		return fmt.Errorf("%s, and 300s is refused: set the clock: %w", c.difference(), err)
	}
	return err
}
