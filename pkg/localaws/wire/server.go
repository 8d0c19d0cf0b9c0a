package wire

import (
	"fmt"
	"maps"
	"math"
	"net/http"
	"sync"
	"time"
)

// Options are the settings of a Server. The zero value is a server without faults.
type Options struct {
	// Now is the clock of the cores and of the log; nil means time.Now.
	Now func() time.Time

	// Speed is how many times as fast as package time the clock Now runs; 0 is 1. Long
	// polls end by that clock.
	Speed float64

	// Faults is called before each operation and returns its fault; nil means none.
	Faults func(Call) Fault

	// Log is called after each operation, when its answer was written; nil means no log.
	Log func(Entry)
}

// Server is a handler for the services that were added to it. It is safe for concurrent use. It
// makes one call of Faults or Log at a time.
type Server struct {
	options  Options
	services map[string]*service // by the prefix of X-Amz-Target
	lambda   Functions
	sts      bool
	hooks    sync.Mutex // Faults and Log
	answers  int        // number of answers; guarded by hooks

	journal Journal            // nil: nothing is kept
	again   map[Call]operation // what Repeat runs in place of a call's operation

	mu     sync.Mutex // the cores
	before []func()
	after  []func()
}

// New returns a server without services. Services must be added before it serves.
func New(options Options) *Server {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Speed == 0 {
		options.Speed = 1
	}
	return &Server{options: options, services: map[string]*service{}, again: map[Call]operation{}}
}

// Do calls f while no operation runs. The cores of a server that serves may be used in f only. f
// must not call the server.
func (s *Server) Do(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, before := range s.before {
		before()
	}
	f()
	for _, after := range s.after {
		after()
	}
}

// Before makes the server call f before each operation and each Do, with the cores locked.
func (s *Server) Before(f func()) { s.before = append(s.before, f) }

// After makes the server call f after each operation and each Do, before it unlocks the cores.
func (s *Server) After(f func()) { s.after = append(s.after, f) }

// packageTime converts a duration by the cores' clock to one by package time.
func (s *Server) packageTime(d time.Duration) time.Duration {
	return time.Duration(math.Ceil(float64(d) / s.options.Speed))
}

// ServeHTTP implements http.Handler. It panics with http.ErrAbortHandler instead of an answer after
// the fault AnswerLost, and for a request whose context is done.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	started := s.options.Now()
	e := s.route(r)
	a, err := s.serve(e, r)
	if err == nil {
		a.write(w, s.number())
	}
	s.log(Entry{
		Call: e.call, At: started, Took: s.options.Now().Sub(started), Asked: r.ContentLength, Given: len(a.body), Status: a.status, Code: a.code,
		Trace: r.Header.Get("X-Amzn-Trace-Id"), Ignored: a.ignored,
	})
	if err != nil { // the caller does not wait any more, or the connection is to break
		panic(http.ErrAbortHandler)
	}
}

// serve runs the endpoint with its fault. An error means that the request gets no answer.
func (s *Server) serve(e endpoint, r *http.Request) (answer, error) {
	fault := s.fault(e.call)
	if err := pause(r.Context(), fault.Delay); err != nil {
		return answer{}, err
	}
	switch fault.Kind {
	case Throttled:
		return e.fail(e.throttled), nil
	case ServerError:
		return e.fail(serverError(e.call)), nil
	}
	if err := s.kept(); err != nil {
		return e.fail(err), nil
	}
	a, err := e.run(r)
	if unkept := s.kept(); err == nil && unkept != nil {
		return e.fail(unkept), nil
	}
	if err == nil && fault.Kind == AnswerLost {
		err = errLost
	}
	if err != nil {
		return answer{}, err
	}
	return a, nil
}

// number returns a request ID in the form of AWS's.
func (s *Server) number() string {
	s.hooks.Lock()
	defer s.hooks.Unlock()
	s.answers++
	return fmt.Sprintf("00000000-0000-4000-8000-%012x", s.answers)
}

// answer is a response.
type answer struct {
	status  int
	code    string // of an error
	header  http.Header
	body    []byte
	ignored []string // parameters without effect
}

func (a answer) write(w http.ResponseWriter, requestID string) {
	maps.Copy(w.Header(), a.header)
	w.Header().Set("X-Amzn-Requestid", requestID)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // fails only if the caller does not wait any more
}
