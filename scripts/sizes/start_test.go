package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const polls = `package main

import (
	"net/http"
	"os"
)

func main() {
	_, _ = http.Get("http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/next")
}
`

// TestRuntime_start ends a function that waits for its first event, and has its time.
func TestRuntime_start(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	source, program := filepath.Join(folder, "main.go"), filepath.Join(folder, "polls")
	if err := os.WriteFile(source, []byte(polls), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-o", program, source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	api, err := serveRuntime()
	if err != nil {
		t.Fatal(err)
	}
	defer api.close()
	took, err := api.start(program)
	if err != nil || took <= 0 {
		t.Errorf("took %s, %v", took, err)
	}
}
