package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Port serves a handler on a loopback port, to the programs of this machine. It refuses what a page in
// a browser may have sent (HTTP status 403), and closes connections that are slow or idle.
type Port struct {
	Handler http.Handler

	// Key is the access key with which requests must be signed. The zero Key accepts any signature,
	// and none.
	Key Key

	unanswered atomic.Int64
	bodies     bodies
}

// The times after which a connection is closed.
const (
	headerTime  = 10 * time.Second // from its begin, or the last answer, to the end of a request's header
	bodyTime    = 30 * time.Second // from there to the end of the body
	refusedTime = time.Second      // from a refusal to the end of the body
	writeTime   = 30 * time.Second // from the first byte of the answer to the last one
	idleTime    = 2 * time.Minute  // from there to the next request
)

// shutdownTime is how long the requests under way have for their answers when Serve is to end.
const shutdownTime = 3 * time.Second

// Serve answers the requests on a listener until ctx is done. It returns nil then: at once if no request
// is under way, else after 3 s at most. Long polls end and half-sent requests are dropped. It returns an
// error if the listener fails.
func (p *Port) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           p.handler(ctx, l.Addr()),
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		BaseContext:       func(net.Listener) context.Context { return ctx },

		DisableGeneralOptionsHandler: true, // it answers OPTIONS * whoever asks
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	err := shutDown(ctx, server)
	if served := <-served; err == nil && !errors.Is(served, http.ErrServerClosed) {
		err = served
	}
	return err
}

// shutDown waits for the requests under way, and closes their connections when shutdownTime is over.
func shutDown(ctx context.Context, server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}

// Unanswered returns the number of requests under way. After Serve it is the number of requests that
// were dropped without an answer.
func (p *Port) Unanswered() int { return int(p.unanswered.Load()) }

// handler returns the handler of the requests to one listener, which counts them.
func (p *Port) handler(ctx context.Context, listener net.Addr) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.unanswered.Add(1)
		answered := false
		defer func() {
			if answered || ctx.Err() == nil { // a caller that went away before the end was not dropped
				p.unanswered.Add(-1)
			}
		}()
		p.answer(answerWriter{w}, r, listener)
		answered = true
	})
}

// answer passes a request that may come in to the handler.
func (p *Port) answer(w answerWriter, r *http.Request, listener net.Addr) {
	if err := checkOrigin(r, listener); err != nil {
		w.refuse(r, http.StatusForbidden, err)
		return
	}
	if r.ContentLength > maxBody {
		w.refuse(r, http.StatusRequestEntityTooLarge, tooLarge())
		return
	}
	counted := &counted{Reader: io.LimitReader(r.Body, maxBody+1), of: &p.bodies}
	defer counted.release()
	body, err := receive(w, r, counted)
	switch {
	case errors.Is(err, errFull):
		w.refuse(r, http.StatusServiceUnavailable, err)
		return
	case len(body) > maxBody:
		w.refuse(r, http.StatusRequestEntityTooLarge, tooLarge())
		return
	case err != nil: // the caller is too slow, or does not wait any more
		panic(http.ErrAbortHandler)
	}
	if p.Key != (Key{}) {
		if err := p.Key.check(r, body, time.Now()); err != nil {
			w.refuse(r, http.StatusForbidden, err)
			return
		}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	p.Handler.ServeHTTP(w, r)
}

// receive reads the body of a request within bodyTime, and until the end of the server. It returns one
// byte too many of a body that is too large.
func receive(w answerWriter, r *http.Request, body io.Reader) ([]byte, error) {
	connection := http.NewResponseController(w.ResponseWriter)
	if err := connection.SetReadDeadline(time.Now().Add(bodyTime)); err != nil {
		return nil, fmt.Errorf("bound the reading of a request: %w", err)
	}
	stop := context.AfterFunc(r.Context(), func() { _ = connection.SetReadDeadline(time.Now()) })
	defer stop()
	text, err := io.ReadAll(body)
	if err != nil {
		return nil, fmt.Errorf("read a request: %w", err)
	}
	return text, connection.SetReadDeadline(time.Time{}) // the handler may take its time
}

// answerWriter bounds the time in which an answer must be taken.
type answerWriter struct{ http.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (w answerWriter) WriteHeader(status int) {
	_ = http.NewResponseController(w.ResponseWriter).SetWriteDeadline(time.Now().Add(writeTime)) // every connection has one
	w.ResponseWriter.WriteHeader(status)
}

// refuse answers a request that does not reach the handler. The rest of its body has refusedTime to come:
// a caller that is cut off while it sends would not read the answer.
func (w answerWriter) refuse(r *http.Request, status int, err error) {
	_ = http.NewResponseController(w.ResponseWriter).SetReadDeadline(time.Now().Add(refusedTime)) // every connection has one
	refusal(r, status, err).write(w, refusedID)
}
