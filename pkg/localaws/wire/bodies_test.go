package wire_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// bodyOf returns the beginning of a request with a body of n bytes, of which the first ones follow.
func bodyOf(n, first int) string {
	return fmt.Sprintf("POST / HTTP/1.1\r\nHost: localhost:4600\r\nContent-Length: %d\r\n\r\n%s", n, strings.Repeat(" ", first))
}

// TestPort_Serve_large holds that a body which is too large is refused: at once if its length is known,
// else when it has become too large.
func TestPort_Serve_large(t *testing.T) {
	t.Parallel()
	chunked := fmt.Sprintf("POST / HTTP/1.1\r\nHost: localhost:4600\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n", 17<<20)
	for name, sent := range map[string]string{
		"its length is known": bodyOf(16<<20+1, 0),
		"in chunks":           chunked + strings.Repeat(" ", 17<<20),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l, end := servePipes(t)
				defer end()
				caller := l.dial()
				defer func() { _ = caller.Close() }()
				expect(t, "status", http.StatusRequestEntityTooLarge, ask(t, caller, sent))
			})
		})
	}
}

// TestPort_Serve_full holds that the bodies of all requests together are bounded, that small requests are
// answered meanwhile, and that there is room again when the callers are gone.
func TestPort_Serve_full(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, end := servePipes(t)
		defer end()
		const size = 15 << 20
		var holders []io.Closer
		for range 4 {
			holder := l.dial()
			holders = append(holders, holder)
			_, _ = io.WriteString(holder, bodyOf(size, size-1))
		}
		status := func(sent string) int {
			caller := l.dial()
			defer func() { _ = caller.Close() }()
			return ask(t, caller, sent)
		}
		expect(t, "a fifth", http.StatusServiceUnavailable, status(bodyOf(size, size)))
		expect(t, "a small one", http.StatusNotImplemented, status(bodyOf(1000, 1000)))
		for _, h := range holders {
			_ = h.Close()
		}
		synctest.Wait()
		expect(t, "when the others are gone", http.StatusNotImplemented, status(bodyOf(size, size)))
	})
}

// TestServer_ServeHTTP_compressed holds that a compressed body is refused, whatever it would become. It is
// not parallel: it counts what the process allocates.
func TestServer_ServeHTTP_compressed(t *testing.T) {
	var part bytes.Buffer
	w := gzip.NewWriter(&part)
	_, _ = w.Write(make([]byte, 1<<20))
	_ = w.Close()
	bomb := bytes.Repeat(part.Bytes(), 64) // parts after one another are one file of gzip
	a := newAccount(wire.Options{})
	allocs.AtMost(t, 1<<20, func() {
		r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1/", bytes.NewReader(bomb))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Amz-Target", "Logs_20140328.PutLogEvents")
		r.Header.Set("Content-Encoding", "gzip")
		w := httptest.NewRecorder()
		a.Server.ServeHTTP(w, r)
		body := read(t, w.Body)
		expect(t, "status", http.StatusBadRequest, w.Code)
		expect(t, "message", any(`the request is compressed (Content-Encoding "gzip"): the stand-in reads requests that are not`), body["message"])
	})
}
