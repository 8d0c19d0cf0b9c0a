package oracle

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// failed is an error of the service with that status.
func failed(status int) error {
	return &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}},
		Err:      &smithy.GenericAPIError{Code: "it fails"},
	}
}

func TestOracle_checkRestart(t *testing.T) {
	t.Parallel()
	server, throttled := failed(http.StatusInternalServerError), failed(http.StatusBadRequest)
	for what, c := range map[string]struct {
		answers []error // 10 s apart
		later   time.Duration
		again   bool // its message comes once more
		rule    Rule
	}{
		"after the service failed":           {[]error{server}, 5 * time.Second, false, ""},
		"too early after that":               {[]error{server}, 5*time.Second - 1, false, "W4"},
		"too early after a call that hangs":  {[]error{context.DeadlineExceeded}, time.Second, false, "W4"},
		"too early after a second failure":   {[]error{server, server}, 9 * time.Second, false, "W4"},
		"after a second failure":             {[]error{server, server}, 10 * time.Second, false, ""},
		"too early, throttled in between":    {[]error{server, throttled, server}, 9 * time.Second, false, "W4"},
		"once more after a start":            {[]error{server, nil, server}, 5 * time.Second, false, ""},
		"never more than five minutes":       {[]error{server, server, server, server, server, server, server, server}, 5 * time.Minute, false, ""},
		"at once after it was throttled":     {[]error{throttled}, 0, false, "W5"},
		"some time after it was throttled":   {[]error{throttled}, time.Millisecond, false, ""},
		"at once, and its message comes too": {[]error{server}, 0, true, ""},
	} {
		o, w, _ := judged()
		o.set.QueryQueue = "queries"
		p := o.Began("worker#1", 0)
		in := &cloudwatchlogs.StartQueryInput{QueryString: aws.String("fields @message\n# fanlight " + string(id) + " 1 0 token stack")}
		for _, err := range c.answers {
			w.now = w.now.Add(10 * time.Second)
			call := Call{Input: in}
			if errors.Is(err, throttled) {
				call.Fault = Throttled
			}
			o.pausesAfter(p, call, err)
		}
		if c.again {
			o.Received(p, "queries", []Message{{"receipt", message}})
		}
		w.now = w.now.Add(c.later)
		o.checkRestart(p, in)
		expect(t, o, what, c.rule)
	}
}
