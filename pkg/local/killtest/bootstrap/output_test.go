package bootstrap_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestLines_last_line_without_end(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: time.Minute})
	r.invoke("exit")
	if want := "[worker] bye\n"; r.output.String() != want {
		t.Errorf("output %q, want %q", r.output.String(), want)
	}
}
