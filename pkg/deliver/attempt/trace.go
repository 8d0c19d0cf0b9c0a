// Package attempt makes one request to a provider and judges its outcome: what
// the provider may have carried out, and whether another request may help.
package attempt

import (
	"context"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// Timeout bounds one request and the reading of its answer.
const Timeout = 20 * time.Second

// Trace records how far a request got. It may be read while the request runs.
type Trace struct{ connecting, written atomic.Bool }

// WithTrace returns a context for one request, and the trace of it.
func WithTrace(ctx context.Context) (context.Context, *Trace) {
	t := &Trace{}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { t.connecting.Store(true) },
		WroteHeaders: func() { t.written.Store(true) },
	}), t
}

// MayHaveSent reports whether the server may have got the request: false only
// if a connection was asked for and nothing was written to one. It returns true
// for a transport that does not report to httptrace.
func (t *Trace) MayHaveSent() bool { return !t.connecting.Load() || t.written.Load() }
