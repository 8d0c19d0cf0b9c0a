package killtest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/local/killtest/bootstrap"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/stack"
)

func TestBinariesBringAReportToItsDestination(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	k := newKiller(t)
	all := editions(4)
	f := deploy(t, len(all), k)
	for _, e := range all {
		if err := f.Trigger(ctx, e.name, e.scheduled); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range all {
		f.sent(ctx, t, e)
	}
	if err := f.Sweep(ctx); err != nil {
		t.Error(err)
	}
	k.stop()
	f.close(t)
	if n := f.checkDeliveries(t, all, nil); n != len(all) {
		t.Errorf("%d deliveries of %d editions", n, len(all))
	}
}

// environment has the variables that every function needs.
var environment = []string{
	"FANLIGHT_TABLE=fanlight",
	"FANLIGHT_QUERY_QUEUE=http://127.0.0.1/queries",
	"FANLIGHT_REPORT_QUEUE=http://127.0.0.1/reports",
}

func TestAFunctionNamesWhatIsWrongWithItsEnvironment(t *testing.T) {
	t.Parallel()
	for _, function := range stack.Functions {
		checkStart(t, function, nil,
			"FANLIGHT_TABLE is not set", "FANLIGHT_QUERY_QUEUE is not set",
			"FANLIGHT_REPORT_QUEUE is not set")
		for i, variable := range environment {
			name, _, _ := strings.Cut(variable, "=")
			checkStart(t, function, slices.Delete(slices.Clone(environment), i, i+1), name+" is not set")
		}
	}
	checkStart(t, stack.Reporter, append(slices.Clone(environment), "FANLIGHT_TIMEOUT_SECONDS=2m"),
		`invalid FANLIGHT_TIMEOUT_SECONDS "2m": want a positive number`)
}

// checkStart invokes a function whose environment lacks something: its
// initialisation must fail and its output must say why.
func checkStart(t *testing.T, f stack.Function, env []string, words ...string) {
	t.Helper()
	function := string(f)
	var out strings.Builder
	processes, err := bootstrap.New(function, bootstrap.Program{
		Path: filepath.Join(bootstraps, function, "bootstrap"), Env: env, Output: &out,
		Observe: func(bootstrap.Observation) { t.Errorf("%s took an invocation: want %v", function, words) },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer processes.Close()
	service := lambda.New(lambda.Options{})
	service.Register(function, processes, lambda.Config{Timeout: time.Minute})
	answer, err := service.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String(function)})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(answer.Payload), "exit status 1") {
		t.Errorf("%s: answer %s", function, answer.Payload)
	}
	processes.Close()
	want := "[" + function + "] " + strings.Join(words, "\n["+function+"] ") + "\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("output of the %s (-want +got):\n%s", function, diff)
	}
}
