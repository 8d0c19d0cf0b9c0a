package wire_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// servePipes serves an account to callers in memory until end, which waits for the server.
func servePipes(t *testing.T) (l pipes, end func()) {
	t.Helper()
	l = make(pipes)
	port := wire.Port{Handler: newAccount(wire.Options{}).Server}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- port.Serve(ctx, l) }()
	return l, func() {
		cancel()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	}
}

// ask sends bytes and returns the status of the first answer, 0 without one. The server may answer
// before it has read all.
func ask(t *testing.T, caller net.Conn, sent string) int {
	t.Helper()
	go func() { _, _ = io.WriteString(caller, sent) }()
	resp, err := http.ReadResponse(bufio.NewReader(caller), nil)
	if err != nil {
		return 0
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

const whole = half + "}"

// TestPort_Serve_many has a thousand callers that send a part of a request and go no further. Others
// are answered meanwhile, without a wait; each caller costs a bounded amount of memory; and when their
// time is over no connection and no goroutine is left, for which the end of the bubble waits.
func TestPort_Serve_many(t *testing.T) {
	t.Parallel()
	const callers, mostEach = 1000, 200 << 10
	synctest.Test(t, func(t *testing.T) {
		l, end := servePipes(t)
		before := inUse()
		for i := range callers {
			caller := l.dial()
			sent := []string{"", "P", "POST / HTTP/1.1\r\nHost:", half, whole}[i%5]
			go func() {
				_, _ = io.WriteString(caller, sent)
				_, _ = io.Copy(io.Discard, caller)
			}()
		}
		synctest.Wait()
		if each := (inUse() - before) / callers; each > mostEach {
			t.Errorf("each connection takes %d bytes, want %d at most", each, mostEach)
		}
		began := time.Now()
		other := l.dial()
		expect(t, "another caller", http.StatusNotImplemented, ask(t, other, whole))
		expect(t, "it waited", time.Duration(0), time.Since(began))
		_ = other.Close()
		time.Sleep(2*time.Minute + time.Second)
		synctest.Wait()
		end()
	})
}

// inUse returns the bytes of the heap and of stacks that are in use.
func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

// TestPort_Serve_garbage sends what is not a request, or not one of HTTP/1.1, after a request that is one:
// the answers, and then the end of the connection.
func TestPort_Serve_garbage(t *testing.T) {
	t.Parallel()
	const post = "POST / HTTP/1.1\r\nHost: localhost:4600\r\n"
	for name, c := range map[string]struct {
		sent   string
		status int // of the last answer
	}{
		"bytes":                      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400},
		"the preface of HTTP/2":      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 403},
		"two lengths":                {post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}", 400},
		"a negative length":          {post + "Content-Length: -1\r\n\r\n", 400},
		"a length in letters":        {post + "Content-Length: two\r\n\r\n{}", 400},
		"a length of twenty digits":  {post + "Content-Length: 99999999999999999999\r\n\r\n", 400},
		"a length that is too short": {post + "Content-Length: 1\r\n\r\n{}\r\n\r\n", 400},
		"an unknown coding":          {post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
		"chunks and a length":        {post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 501},
		"a chunk without a length":   {post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 501},
		"a header of 80 KB":          {post + "X-Long: " + strings.Repeat("x", 80<<10) + "\r\n\r\n", 431},
		"a name with a null":         {post + "X-\x00: a\r\n\r\n", 400},
		"two hosts":                  {post + "Host: localhost:4600\r\n\r\n", 400},
		"no host":                    {"POST / HTTP/1.1\r\n\r\n", 400},
		"a request to a proxy":       {"CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n", 403},
		"a path that cannot be read": {"POST /%zz HTTP/1.1\r\nHost: localhost:4600\r\n\r\n", 400},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l, end := servePipes(t)
				caller := l.dial()
				go func() { _, _ = io.WriteString(caller, whole+c.sent) }()
				answers := bufio.NewReader(caller)
				last := 0
				for resp, err := http.ReadResponse(answers, nil); err == nil; resp, err = http.ReadResponse(answers, nil) {
					last = resp.StatusCode
					_, _ = io.Copy(io.Discard, resp.Body)
				}
				expect(t, "last answer", c.status, last)
				_ = caller.Close()
				end()
			})
		})
	}
}

// TestPort_Serve_deaf holds that a caller which does not take its answer is left after 30 seconds.
func TestPort_Serve_deaf(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, end := servePipes(t)
		caller, began := l.dial(), time.Now()
		_, _ = io.WriteString(caller, whole)
		for {
			if _, err := io.WriteString(caller, whole); err != nil {
				break
			}
		}
		expect(t, "open for", 30*time.Second, time.Since(began))
		end()
	})
}
