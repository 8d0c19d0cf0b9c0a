package bootstrap_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/local/killtest/bootstrap"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestNew(t *testing.T) {
	t.Parallel()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	relative, err := filepath.Rel(folder, bootstrapPath)
	if err != nil {
		t.Fatal(err)
	}
	p, err := bootstrap.New("worker", bootstrap.Program{Path: relative})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	s := lambda.New(lambda.Options{})
	s.Register("worker", p, lambda.Config{Timeout: time.Minute})
	out, err := s.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("worker")})
	if err != nil || out.FunctionError != nil {
		t.Errorf("answer %+v, error %v: want one of a program without output and observer", out, err)
	}
}

func TestProcesses_Invoke(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: time.Minute}, "GREETING=hello")
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

func TestProcesses_Invoke_causes_of_failure(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: time.Minute})
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

func TestProcesses_Invoke_timeout(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: 300 * time.Millisecond})
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

func TestProcesses_Invoke_failed_initialisation(t *testing.T) {
	t.Parallel()
	for mode, want := range map[string]string{
		"exit":       "Runtime exited with error: exit status 4",
		"init error": `{"errorType":"Config","errorMessage":"TABLE is not set"}`,
	} {
		r := startFunction(t, lambda.Config{Timeout: time.Minute}, "MODE="+mode)
		if _, failure := r.invoke(""); !strings.Contains(failure, want) {
			t.Errorf("%s: failure %s does not have %q", mode, failure, want)
		}
		if len(r.seen) > 0 {
			t.Errorf("%s: an invocation was seen to begin: %+v", mode, r.seen)
		}
	}
}

func TestProcesses_Invoke_after_a_kill(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: time.Minute})
	before, _ := r.invoke("")
	if pid := r.processes.Kill(); pid != before.PID {
		t.Fatalf("killed %d, want %d", pid, before.PID)
	}
	if after, failure := r.invoke(""); failure != "" || after.PID == before.PID {
		t.Errorf("after the kill: %+v, failure %q", after, failure)
	}
}

func TestProcesses_Close(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: time.Minute})
	began := make(chan bootstrap.Observation)
	r.onBegin = func(o bootstrap.Observation) { began <- o }
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
		t.Errorf("process %d runs after Close", pid)
	}
	if _, err := r.service.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("worker")}); err == nil {
		t.Error("an invocation after Close has no error")
	}
}

func TestObservation(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: time.Minute})
	a, _ := r.invoke("")
	_, failure := r.invoke("error")
	want := []bootstrap.Observation{
		{Function: "worker", RequestID: a.RequestID, TraceID: a.Trace, PID: a.PID},
		{Function: "worker", RequestID: a.RequestID, TraceID: a.Trace, PID: a.PID, Ended: true},
		{Function: "worker", RequestID: r.seen[2].RequestID, TraceID: r.seen[2].TraceID, PID: a.PID},
		{Function: "worker", RequestID: r.seen[2].RequestID, TraceID: r.seen[2].TraceID, PID: a.PID, Ended: true, Failure: failure},
	}
	if diff := cmp.Diff(want, r.seen); diff != "" {
		t.Errorf("observations (-want +got):\n%s", diff)
	}
}
