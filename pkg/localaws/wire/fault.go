package wire

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/smithy-go"
)

// Call is an operation of a service.
type Call struct {
	Service   string // dynamodb, sqs, logs, lambda or sts
	Operation string
}

// String returns a text such as "sqs.ReceiveMessage".
func (c Call) String() string { return c.Service + "." + c.Operation }

// FaultKind is the kind of a fault.
type FaultKind int

// The kinds of faults.
const (
	None        FaultKind = iota
	Throttled             // the operation has no effect; the answer is the service's error for throttling
	ServerError           // the operation has no effect; the answer has HTTP status 500
	AnswerLost            // the operation has its effect, and the connection breaks without an answer
)

// Fault makes a call fail, or delays it. The zero Fault changes nothing.
type Fault struct {
	Kind  FaultKind
	Delay time.Duration // by package time, before the operation
}

// Entry is a call in the log.
type Entry struct {
	Call
	At     time.Time     // of the request
	Took   time.Duration // until the answer was written
	Asked  int64         // bytes of the request's body
	Given  int           // bytes of the answer's body
	Status int           // of HTTP; 0 without an answer: it was lost, or the caller did not wait
	Code   string        // of the error, empty on success
	Trace  string        // the caller's X-Amzn-Trace-Id: in a Lambda function the SDK sends that of the invocation

	// Ignored are the parameters that the operation accepted and that have no effect in the stand-in,
	// such as the capacity of a table, each with the reason.
	Ignored []string
}

// String returns the entry as a line of text.
func (e Entry) String() string {
	result := fmt.Sprint(e.Status)
	switch {
	case e.Status == 0:
		result = "no answer"
	case e.Code != "":
		result += " " + e.Code
	}
	if len(e.Ignored) > 0 {
		result += ", ignored " + strings.Join(e.Ignored, ", ")
	}
	return fmt.Sprintf("%s %s %s (%s)", e.At.UTC().Format("15:04:05.000000"), e.Call, result, e.Took)
}

// errLost makes the handler end without an answer, as if the connection had broken.
var errLost = errors.New("the answer was lost")

func (s *Server) fault(c Call) Fault {
	if s.options.Faults == nil {
		return Fault{}
	}
	s.hooks.Lock()
	defer s.hooks.Unlock()
	return s.options.Faults(c)
}

func (s *Server) log(e Entry) {
	if s.options.Log == nil {
		return
	}
	s.hooks.Lock()
	defer s.hooks.Unlock()
	s.options.Log(e)
}

func serverError(c Call) error {
	return &smithy.GenericAPIError{Code: "InternalServerError", Message: "injected failure of " + c.String(), Fault: smithy.FaultServer}
}

// pause waits for d, or until ctx is done.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
