package lambda_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// answer is what testdata/bootstrap answers.
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

// real is a function whose code is the built testdata/bootstrap.
type real struct {
	t         *testing.T
	service   *lambda.Service
	processes *lambda.Processes
	output    *buffer
	mu        sync.Mutex
	seen      []lambda.Observation
	onBegin   func(lambda.Observation)
}

func startReal(t *testing.T, config lambda.Config, env ...string) *real {
	t.Helper()
	r := &real{t: t, service: lambda.New(lambda.Options{}), output: &buffer{}}
	var err error
	r.processes, err = lambda.NewProcesses("worker", lambda.Program{
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

func (r *real) observe(o lambda.Observation) {
	r.mu.Lock()
	r.seen = append(r.seen, o)
	onBegin := r.onBegin
	r.mu.Unlock()
	if onBegin != nil && !o.Ended {
		onBegin(o)
	}
}

func (r *real) invoke(do string) (answer, string) {
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

// bootstrapPath is the built testdata/bootstrap; TestMain sets it.
var bootstrapPath string

// TestMain builds the function as for the service, but for this machine.
func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	folder, err := os.MkdirTemp("", "bootstrap")
	if err != nil {
		fmt.Fprintln(os.Stderr, "make a folder for the test's function:", err)
		return 1
	}
	defer os.RemoveAll(folder)
	bootstrapPath = filepath.Join(folder, "bootstrap")
	build := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", bootstrapPath, "./testdata/bootstrap")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the test's function: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

func TestProcessIsGivenWhatLambdaGives(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: time.Minute}, "GREETING=hello")
	got, failure := r.invoke("")
	if failure != "" || got.PID == 0 || got.RequestID == "" {
		t.Fatalf("got %+v, failure %q", got, failure)
	}
	want := answer{
		PID:       got.PID,
		RequestID: got.RequestID,
		ARN:       "arn:aws:lambda:us-east-1:000000000000:function:worker",
		Name:      "worker",
		Greeting:  "hello",
		Deadline:  true,
		Trace:     "Root=1-00000000-000040008000000000000001;Sampled=0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	again, _ := r.invoke("print")
	if again.PID != got.PID {
		t.Errorf("the second invocation ran in process %d, want the warm one, %d", again.PID, got.PID)
	}
	r.processes.Close()
	if want := "[worker] first\n[worker] second\n"; r.output.String() != want {
		t.Errorf("output %q, want %q", r.output.String(), want)
	}
}

func TestWhatEndsAProcessIsToldApart(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: time.Minute})
	tests := []struct {
		do    string
		kill  bool
		want  []string // parts of the error's document
		fresh bool     // the next invocation needs a new process
	}{
		{do: "error", want: []string{`"errorType":"errorString"`, `"errorMessage":"no such report"`}},
		{do: "panic", want: []string{`"errorType":"string"`, `"errorMessage":"boom"`, `"stackTrace"`}, fresh: true},
		{do: "exit", want: []string{`"errorType":"Runtime.ExitError"`, "Runtime exited with error: exit status 3"}, fresh: true},
		{do: "hang", kill: true, want: []string{`"errorType":"Runtime.ExitError"`, "Runtime exited with error: signal: killed"}, fresh: true},
	}
	for _, tt := range tests {
		before, _ := r.invoke("")
		r.killOnBegin(tt.kill)
		_, failure := r.invoke(tt.do)
		r.killOnBegin(false)
		for _, part := range tt.want {
			if !strings.Contains(failure, part) {
				t.Errorf("%s: %s does not have %s", tt.do, failure, part)
			}
		}
		if after, _ := r.invoke(""); (after.PID != before.PID) != tt.fresh {
			t.Errorf("%s: process %d, then %d; want a new one: %v", tt.do, before.PID, after.PID, tt.fresh)
		}
	}
}

// killOnBegin makes the next invocations' process die as soon as it has one.
func (r *real) killOnBegin(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.onBegin = nil
	if on {
		r.onBegin = func(o lambda.Observation) {
			if err := syscall.Kill(o.PID, syscall.SIGKILL); err != nil {
				r.t.Errorf("kill process %d: %v", o.PID, err)
			}
		}
	}
}

func TestTimeoutKillsTheProcess(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: 300 * time.Millisecond})
	before, _ := r.invoke("")
	_, failure := r.invoke("hang")
	if want := "Error: Task timed out after 0.30 seconds"; !strings.Contains(failure, want) {
		t.Errorf("failure %s does not have %q", failure, want)
	}
	if err := syscall.Kill(before.PID, 0); err != syscall.ESRCH {
		t.Errorf("process %d is still there: %v", before.PID, err)
	}
	if after, failure := r.invoke(""); failure != "" || after.PID == before.PID {
		t.Errorf("after the timeout: %+v, failure %q", after, failure)
	}
}

func TestFailedInitialisation(t *testing.T) {
	t.Parallel()
	for mode, want := range map[string]string{
		"exit":       "Runtime exited with error: exit status 4",
		"init error": `{"errorType":"Config","errorMessage":"TABLE is not set"}`,
	} {
		r := startReal(t, lambda.Config{Timeout: time.Minute}, "MODE="+mode)
		if _, failure := r.invoke(""); !strings.Contains(failure, want) {
			t.Errorf("%s: failure %s does not have %q", mode, failure, want)
		}
		if len(r.seen) > 0 {
			t.Errorf("%s: an invocation was seen to begin: %+v", mode, r.seen)
		}
	}
}

func TestBrokenAnswerIsAnError(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: time.Minute}, "MODE=broken stream")
	if _, failure := r.invoke(""); !strings.Contains(failure, "connection lost") {
		t.Errorf("failure %q does not have the stream's error", failure)
	}
}

func TestAnswerToAnotherInvocationIsRefused(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: time.Minute})
	if got, failure := r.invoke("impostor"); got.Status != http.StatusBadRequest {
		t.Errorf("status %d, failure %q; want 400", got.Status, failure)
	}
}

func TestLastLineNeedsNoEnd(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: time.Minute})
	r.invoke("exit")
	if want := "[worker] bye\n"; r.output.String() != want {
		t.Errorf("output %q, want %q", r.output.String(), want)
	}
}

func TestKilledIdleProcessIsReplaced(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: time.Minute})
	before, _ := r.invoke("")
	if pid := r.processes.Kill(); pid != before.PID {
		t.Fatalf("killed %d, want %d", pid, before.PID)
	}
	if after, failure := r.invoke(""); failure != "" || after.PID == before.PID {
		t.Errorf("after the kill: %+v, failure %q", after, failure)
	}
}

func TestConcurrentInvocationsHaveProcessesOfTheirOwn(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: time.Minute})
	began := make(chan lambda.Observation)
	r.onBegin = func(o lambda.Observation) { began <- o }
	var invocations sync.WaitGroup
	for range 2 {
		invocations.Go(func() {
			if _, failure := r.invoke("hang"); !strings.Contains(failure, "signal: killed") {
				t.Errorf("failure %s, want one of a kill", failure)
			}
		})
	}
	first, second := <-began, <-began
	if first.PID == second.PID || first.RequestID == second.RequestID {
		t.Errorf("two invocations at once: %+v and %+v", first, second)
	}
	if pid := r.processes.Kill(); pid != first.PID && pid != second.PID {
		t.Errorf("killed %d, want %d or %d", pid, first.PID, second.PID)
	}
	r.processes.Close()
	invocations.Wait()
	if pid := r.processes.Kill(); pid != 0 {
		t.Errorf("process %d outlived Close", pid)
	}
}

func TestObservationsComeInPairs(t *testing.T) {
	t.Parallel()
	r := startReal(t, lambda.Config{Timeout: time.Minute})
	a, _ := r.invoke("")
	_, failure := r.invoke("error")
	want := []lambda.Observation{
		{Function: "worker", RequestID: a.RequestID, TraceID: a.Trace, PID: a.PID},
		{Function: "worker", RequestID: a.RequestID, TraceID: a.Trace, PID: a.PID, Ended: true},
		{Function: "worker", RequestID: r.seen[2].RequestID, TraceID: r.seen[2].TraceID, PID: a.PID},
		{Function: "worker", RequestID: r.seen[2].RequestID, TraceID: r.seen[2].TraceID, PID: a.PID, Ended: true, Failure: failure},
	}
	if diff := cmp.Diff(want, r.seen); diff != "" {
		t.Errorf("observations (-want +got):\n%s", diff)
	}
}
