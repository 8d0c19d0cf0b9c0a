package wire_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// serve serves a port on 127.0.0.1 until the test ends, and returns the configuration of clients.
func serve(t *testing.T, port *wire.Port) (config aws.Config) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- port.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return wire.Config(nil, "http://"+l.Addr().String())
}

// pipes is a listener on which a test dials connections in memory. Its address is 127.0.0.1:4600.
type pipes chan net.Conn

func (p pipes) dial() net.Conn {
	client, server := net.Pipe()
	p <- server
	return client
}

func (p pipes) Accept() (net.Conn, error) {
	if c, open := <-p; open {
		return c, nil
	}
	return nil, net.ErrClosed
}

func (p pipes) Close() error {
	close(p)
	return nil
}

func (pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4600} }

const half = "POST / HTTP/1.1\r\nHost: localhost:4600\r\nContent-Length: 2\r\n\r\n{"

func TestPort_Serve(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{Faults: first("SendMessage", wire.Fault{Kind: wire.AnswerLost})})
	a.Config = serve(t, &wire.Port{Handler: a.Server})
	client, url := a.queue(t, nil)
	send(t, client, url, "a")
	bodies, _, err := poll(t.Context(), client, url)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "sent again after the lost answer", []string{"a", "a"}, bodies)
}

// TestPort_Serve_slow holds how long the connections of slow callers stay open.
func TestPort_Serve_slow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sent string
		open time.Duration
	}{
		"nothing":            {"", 10 * time.Second},
		"half a header":      {"POST / HTTP/1.1\r\nHost:", 10 * time.Second},
		"half a body":        {half, 30 * time.Second},
		"nothing after one":  {half + "}", 2 * time.Minute},
		"half a refused one": {strings.Replace(half, "localhost", "evil", 1), time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l, port := make(pipes), wire.Port{Handler: newAccount(wire.Options{}).Server}
				ctx, cancel := context.WithCancel(t.Context())
				served := make(chan error)
				go func() { served <- port.Serve(ctx, l) }()
				caller, began := l.dial(), time.Now()
				go func() { _, _ = io.WriteString(caller, c.sent) }()
				if _, err := io.Copy(io.Discard, caller); err != nil {
					t.Error(err)
				}
				expect(t, "open for", c.open, time.Since(began))
				cancel()
				expect(t, "serve", error(nil), <-served)
				expect(t, "dropped at the end", 0, port.Unanswered())
			})
		})
	}
}

// TestPort_Serve_long holds that a handler may take longer than a caller.
func TestPort_Serve_long(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := make(pipes)
		port := wire.Port{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(15 * time.Minute):
			case <-r.Context().Done():
				t.Errorf("the request ended: %v", r.Context().Err())
			}
			w.WriteHeader(http.StatusTeapot)
		})}
		ctx, cancel := context.WithCancel(t.Context())
		served := make(chan error)
		go func() { served <- port.Serve(ctx, l) }()
		caller := l.dial()
		for range 2 { // the bounds of the first answer are not those of the second
			_, _ = io.WriteString(caller, half+"}")
			resp, err := http.ReadResponse(bufio.NewReader(caller), nil)
			if err != nil || resp.StatusCode != http.StatusTeapot {
				t.Fatal(resp, err)
			}
			time.Sleep(time.Minute)
		}
		cancel()
		expect(t, "serve", error(nil), <-served)
	})
}

// TestPort_Serve_shutdown holds how long Serve takes to end.
func TestPort_Serve_shutdown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sent string
		took time.Duration
		lost int
	}{
		"nothing":            {"", 3 * time.Second, 0},
		"half a header":      {"POST / HTTP/1.1\r\nHost:", 3 * time.Second, 0},
		"half a body":        {half, 0, 1},
		"a long poll":        {half + "}", 0, 1},
		"half a refused one": {strings.Replace(half, "localhost", "evil", 1), time.Second, 0},
		"a deaf poll":        {"PUT" + half[4:] + "}", 3 * time.Second, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l, ends := make(pipes), make(chan struct{})
				port := wire.Port{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
					if r.Method == http.MethodPut {
						<-ends
					}
					<-r.Context().Done()
					panic(http.ErrAbortHandler)
				})}
				ctx, cancel := context.WithCancel(t.Context())
				served := make(chan error)
				go func() { served <- port.Serve(ctx, l) }()
				caller := l.dial()
				_, _ = io.WriteString(caller, c.sent)
				go func() { _, _ = io.Copy(io.Discard, caller) }()
				synctest.Wait()
				expect(t, "under way", c.lost, port.Unanswered())
				cancel()
				began := time.Now()
				expect(t, "serve", error(nil), <-served)
				if took := time.Since(began).Round(time.Second); took != c.took {
					t.Errorf("took %s, want %s", took, c.took)
				}
				expect(t, "dropped", c.lost, port.Unanswered())
				close(ends)
				_ = caller.Close()
			})
		})
	}
}

// TestPort_Serve_polls would last 20 seconds if Serve waited for long polls.
func TestPort_Serve_polls(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- (&wire.Port{Handler: a.Server}).Serve(ctx, l) }()
	a.Config = wire.Config(nil, "http://"+l.Addr().String())
	client, url := a.queue(t, nil)
	polled := make(chan error)
	go func() {
		_, err := client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url, WaitTimeSeconds: 20},
			func(o *sqsclient.Options) { o.Retryer = aws.NopRetryer{} })
		polled <- err
	}()
	cancel()
	if err := <-polled; err == nil {
		t.Error("the poll was answered")
	}
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}

// TestPort_Serve_failed has a listener that fails.
func TestPort_Serve_failed(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	if err := (&wire.Port{}).Serve(t.Context(), l); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v", err)
	}
}

func TestPort_Unanswered(t *testing.T) {
	t.Parallel()
	var port *wire.Port
	var during int
	port = &wire.Port{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { during = port.Unanswered() })}
	resp, err := http.Post(*serve(t, port).BaseEndpoint, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	expect(t, "while one is answered", 1, during)
}
