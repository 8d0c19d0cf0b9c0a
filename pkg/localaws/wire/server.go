// Package wire puts the SDK's wire protocols around the cores of the embedded stand-in:
// it decodes and encodes, holds the one lock, waits for those who poll, and can fail on
// demand. Requests need no valid signature.
package wire

import (
	"fmt"
	"maps"
	"math"
	"net/http"
	"sync"
	"time"
)

// Options are what a Server may be told. The zero value is a server without faults.
type Options struct {
	// Now is the clock of the cores and of the log; nil means time.Now.
	Now func() time.Time

	// Speed is how many times as fast as package time the clock Now runs, so that long
	// polls end and messages appear in time by it; 0 is 1.
	Speed float64

	// Faults is asked before each operation what shall befall it; nil means nothing.
	Faults func(Call) Fault

	// Log is told of each operation after its answer was written.
	Log func(Entry)
}

// Server answers for every service that was added to it. Faults and Log are called
// one at a time.
type Server struct {
	options  Options
	services map[string]*service // by the prefix of X-Amz-Target
	lambda   Invoker
	hooks    sync.Mutex // Faults and Log
	answers  int        // guarded by hooks; numbers the answers

	mu    sync.Mutex // the cores
	after []func()
}

// New returns a server that knows no service yet. Services are added before it serves.
func New(options Options) *Server {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Speed == 0 {
		options.Speed = 1
	}
	return &Server{options: options, services: map[string]*service{}}
}

// Do runs f while no operation runs: the only safe way to the cores of a server that is
// serving. f must not call the server.
func (s *Server) Do(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	for _, after := range s.after {
		after()
	}
}

// After has f run after each operation and each Do, while the cores are still locked.
func (s *Server) After(f func()) { s.after = append(s.after, f) }

// lasting is what a span of the cores' clock lasts in package time.
func (s *Server) lasting(d time.Duration) time.Duration {
	return time.Duration(math.Ceil(float64(d) / s.options.Speed))
}

// ServeHTTP answers one request. It returns early when the request's context is done.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	started := s.options.Now()
	e := s.route(r)
	a, err := s.serve(e, r)
	if err == nil {
		a.write(w, s.number())
	}
	s.log(Entry{
		Call: e.call, At: started, Took: s.options.Now().Sub(started), Status: a.status, Code: a.code,
		Agent: r.UserAgent(), Trace: r.Header.Get("X-Amzn-Trace-Id"),
	})
	if err != nil { // the caller has gone, or must believe that the connection broke
		panic(http.ErrAbortHandler)
	}
}

// serve runs the endpoint with the fault that it is given. With an error there is no answer.
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
	a, err := e.run(r)
	if err == nil && fault.Kind == AnswerLost {
		err = errLost
	}
	if err != nil {
		return answer{}, err
	}
	return a, nil
}

func (s *Server) number() string {
	s.hooks.Lock()
	defer s.hooks.Unlock()
	s.answers++
	return fmt.Sprintf("00000000-0000-4000-8000-%012x", s.answers)
}

// answer is one response.
type answer struct {
	status int
	code   string // of an error
	header http.Header
	body   []byte
}

func (a answer) write(w http.ResponseWriter, requestID string) {
	maps.Copy(w.Header(), a.header)
	w.Header().Set("X-Amzn-Requestid", requestID)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a caller who has gone cannot be told
}
