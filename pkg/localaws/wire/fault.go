package wire

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/smithy-go"
)

// Call names one operation of one service, such as sqs ReceiveMessage.
type Call struct {
	Service   string // dynamodb, sqs, logs or lambda
	Operation string
}

// String is "sqs.ReceiveMessage".
func (c Call) String() string { return c.Service + "." + c.Operation }

// FaultKind is a way for an operation to go wrong.
type FaultKind int

const (
	None        FaultKind = iota
	Throttled             // refused without effect, with the service's own error
	ServerError           // HTTP 500 without effect
	AnswerLost            // the operation has its effect, then the connection breaks
)

// Fault is what befalls one call.
type Fault struct {
	Kind  FaultKind
	Delay time.Duration // before anything else
}

// Entry is one operation in the log.
type Entry struct {
	Call
	At     time.Time     // of the request
	Took   time.Duration // until the answer was written
	Status int           // of HTTP; 0 when no answer was given: lost, or the caller had gone
	Code   string        // of the error, empty on success
	Agent  string        // the caller's User-Agent, which AWS_SDK_UA_APP_ID can mark
	Trace  string        // the caller's X-Amzn-Trace-Id: the SDK in a Lambda function sends its invocation's
}

// String is a line for a person.
func (e Entry) String() string {
	result := fmt.Sprint(e.Status)
	switch {
	case e.Status == 0:
		result = "no answer"
	case e.Code != "":
		result += " " + e.Code
	}
	return fmt.Sprintf("%s %s %s (%s)", e.At.UTC().Format("15:04:05.000000"), e.Call, result, e.Took)
}

// errLost makes the handler break off as if the connection had.
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
