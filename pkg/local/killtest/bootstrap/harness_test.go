package bootstrap_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/fanlight/fanlight/pkg/local/killtest/bootstrap"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// answer is the answer of testdata/function.
type answer struct {
	PID       int    `json:"pid"`
	RequestID string `json:"request_id"`
	ARN       string `json:"arn"`
	Name      string `json:"name"`
	Greeting  string `json:"greeting"`
	Deadline  bool   `json:"deadline"`
	Status    int    `json:"status"`
	Trace     string `json:"trace"`
}

// buffer is an output that several processes share.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// function is registered with a stand-in; its code is the built
// testdata/function.
type function struct {
	t         *testing.T
	service   *lambda.Service
	processes *bootstrap.Processes
	output    *buffer
	mu        sync.Mutex
	seen      []bootstrap.Observation
	onBegin   func(bootstrap.Observation)
}

func startFunction(t *testing.T, config lambda.Config, env ...string) *function {
	t.Helper()
	r := &function{t: t, service: lambda.New(lambda.Options{}), output: &buffer{}}
	var err error
	r.processes, err = bootstrap.New("worker", bootstrap.Program{
		Path:    bootstrapPath,
		Env:     env,
		Output:  r.output,
		Observe: r.observe,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.processes.Close)
	r.service.Register("worker", r.processes, config)
	return r
}

func (r *function) observe(o bootstrap.Observation) {
	r.mu.Lock()
	r.seen = append(r.seen, o)
	onBegin := r.onBegin
	r.mu.Unlock()
	if onBegin != nil && !o.Ended {
		onBegin(o)
	}
}

func (r *function) invoke(do string) (answer, string) {
	r.t.Helper()
	out, err := r.service.Invoke(r.t.Context(), &sdk.InvokeInput{
		FunctionName: aws.String("worker"),
		Payload:      []byte(`{"do":"` + do + `"}`),
	})
	if err != nil {
		r.t.Fatalf("invoke %s: %v", do, err)
	}
	if out.FunctionError != nil {
		return answer{}, string(out.Payload)
	}
	var a answer
	if err := json.Unmarshal(out.Payload, &a); err != nil {
		r.t.Fatalf("answer %q: %v", out.Payload, err)
	}
	return a, ""
}

// bootstrapPath is the built testdata/function; TestMain sets it.
var bootstrapPath string

// TestMain builds the function as for the service, but for this machine.
func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	folder, err := os.MkdirTemp("", "bootstrap")
	if err != nil {
		fmt.Fprintln(os.Stderr, "make a folder for the test's function:", err)
		return 1
	}
	defer func() { _ = os.RemoveAll(folder) }() // a temporary folder
	bootstrapPath = filepath.Join(folder, "bootstrap")
	build := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", bootstrapPath, "./testdata/function")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the test's function: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

func (r *function) killOnBegin(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.onBegin = nil
	if on {
		r.onBegin = func(o bootstrap.Observation) {
			if err := syscall.Kill(o.PID, syscall.SIGKILL); err != nil {
				r.t.Errorf("kill process %d: %v", o.PID, err)
			}
		}
	}
}
