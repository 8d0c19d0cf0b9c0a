package wire

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/smithy-go"
)

// Journal keeps the calls that have changed the cores, so that they can be made again.
type Journal interface {
	// Add adds a call that has succeeded, with its body. It is called with the cores locked.
	Add(call Call, body []byte)

	// Kept returns an error while what was added is not kept, after it has tried again. The
	// server answers every call with this error then, so that nobody acts on what may be lost.
	Kept() error
}

// SetJournal makes the server add each call that changes a core to a journal. It must be called
// before the server serves, and after the calls of an earlier journal were repeated.
func (s *Server) SetJournal(j Journal) { s.journal = j }

// Repeat runs a call of a journal, with the cores unlocked. It returns the error of the
// operation, which has succeeded before.
func (s *Server) Repeat(ctx context.Context, call Call, body []byte) error {
	run, ok := s.again[call]
	if !ok {
		run, ok = s.operation(call)
	}
	if !ok {
		return notImplemented(call)
	}
	if _, err := run(ctx, body); err != nil {
		return fmt.Errorf("repeat %s: %w", call, err)
	}
	return nil
}

func (s *Server) operation(call Call) (operation, bool) {
	for _, sv := range s.services {
		if run, ok := sv.operations[call.Operation]; ok && sv.name == call.Service {
			return run, true
		}
	}
	return nil, false
}

// Body returns the body of a call with an input of the SDK.
func Body(in smithy.Serializable) ([]byte, error) { return encode(in) }

// request is a call with its body, in the context of its operation.
type request struct {
	call Call
	body []byte
}

type requestKey struct{}

func withRequest(ctx context.Context, call Call, body []byte) context.Context {
	return context.WithValue(ctx, requestKey{}, request{call, body})
}

// keep adds the call of an operation that has succeeded to the journal, if it changes anything.
// It is called with the cores locked.
func (s *Server) keep(ctx context.Context) {
	if s.journal == nil {
		return
	}
	if r, ok := ctx.Value(requestKey{}).(request); ok && r.call.changes() {
		s.journal.Add(r.call, r.body)
	}
}

// kept returns an error while the journal cannot keep what was added.
func (s *Server) kept() error {
	if s.journal == nil {
		return nil
	}
	return s.journal.Kept()
}

// readers begin the names of the operations that change nothing.
var readers = []string{"BatchGet", "Describe", "Filter", "Get", "List", "Query", "Scan"}

// changes reports whether the operation may change a core.
func (c Call) changes() bool {
	for _, reader := range readers {
		if strings.HasPrefix(c.Operation, reader) {
			return false
		}
	}
	return true
}
