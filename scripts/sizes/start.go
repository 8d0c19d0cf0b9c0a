package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// runtime is a Runtime API of Lambda that has no event for anybody.
type runtime struct {
	server  http.Server
	address string
	asked   chan struct{} // for the next event
}

func serveRuntime() (*runtime, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve a Runtime API: %w", err)
	}
	r := &runtime{address: l.Addr().String(), asked: make(chan struct{}, 1)}
	r.server = http.Server{Handler: r, ReadHeaderTimeout: patience}
	go func() { _ = r.server.Serve(l) }() // until close
	return r, nil
}

func (r *runtime) close() { _ = r.server.Close() }

// ServeHTTP lets the function that asks wait for its event to its end.
func (r *runtime) ServeHTTP(_ http.ResponseWriter, asks *http.Request) {
	if strings.HasSuffix(asks.URL.Path, "/invocation/next") {
		r.asked <- struct{}{}
		<-asks.Context().Done()
	}
}

// patience is how long a function may take to ask for its first event.
const patience = time.Minute

// start returns the processor time of a function until it asks for its first event.
func (r *runtime) start(path string) (time.Duration, error) {
	c := exec.Command(path)
	c.Env = append([]string{"AWS_LAMBDA_RUNTIME_API=" + r.address}, environment...)
	if err := c.Start(); err != nil {
		return 0, fmt.Errorf("start a function: %w", err)
	}
	var late error
	select {
	case <-r.asked:
	case <-time.After(patience):
		late = fmt.Errorf("%s did not ask for an event in %s", filepath.Base(path), patience)
	}
	err := errors.Join(late, c.Process.Kill())
	_ = c.Wait() // it was killed
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime(), err
}

// environment is that of a deployed function, as far as it is needed for a start.
var environment = []string{
	"AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b", "AWS_SESSION_TOKEN=c",
	"AWS_LAMBDA_FUNCTION_NAME=f", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128",
	"FANLIGHT_TABLE=t", "FANLIGHT_QUERY_QUEUE=http://q/1/q", "FANLIGHT_REPORT_QUEUE=http://q/1/r", "FANLIGHT_QUERY_DEAD=http://q/1/d",
	"FANLIGHT_TIMEOUT_SECONDS=120", "FANLIGHT_RETENTION_DAYS=90", "FANLIGHT_SLOTS=12", "FANLIGHT_INSIGHTS_LIMIT=100",
}
