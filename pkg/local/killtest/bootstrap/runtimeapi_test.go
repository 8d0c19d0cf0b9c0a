package bootstrap_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestRuntimeAPI_answer_that_breaks_off(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: time.Minute}, "MODE=broken stream")
	if _, failure := r.invoke(""); !strings.Contains(failure, "connection lost") {
		t.Errorf("failure %q does not have the stream's error", failure)
	}
}

func TestRuntimeAPI_answer_to_another_invocation(t *testing.T) {
	t.Parallel()
	r := startFunction(t, lambda.Config{Timeout: time.Minute})
	if got, failure := r.invoke("impostor"); got.Status != http.StatusBadRequest {
		t.Errorf("status %d, failure %q; want 400", got.Status, failure)
	}
}
