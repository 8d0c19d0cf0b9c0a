package deliver

import (
	"context"
	"net/http/httptrace"
	"sync/atomic"
)

// departure knows whether a request may have reached its server. Only then
// does an answer that never came leave its outcome open.
type departure struct{ asked, left atomic.Bool }

// watch returns a context for one request, and its departure.
func watch(ctx context.Context) (context.Context, *departure) {
	d := &departure{}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { d.asked.Store(true) },
		WroteHeaders: func() { d.left.Store(true) },
	}), d
}

// possible is false if it is certain that nothing was written: a connection
// was asked for, and there was none. A transport that does not tell is
// believed to have sent the request.
func (d *departure) possible() bool { return !d.asked.Load() || d.left.Load() }
