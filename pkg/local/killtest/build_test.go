package killtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/pkg/stack"
)

// bootstraps is the folder of the built functions; TestMain sets it.
var bootstraps string

// TestMain builds the functions with the flags of a deployment, for this machine.
func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	folder, err := os.MkdirTemp("", "bootstraps")
	if err != nil {
		fmt.Fprintln(os.Stderr, "make a folder for the functions:", err)
		return 1
	}
	defer func() { _ = os.RemoveAll(folder) }() // what cannot be removed is in the folder for temporary files
	if err := build(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	bootstraps = folder
	return m.Run()
}

func build(folder string) error {
	var failures []error
	for _, f := range stack.Functions {
		name := string(f)
		command := exec.Command("go", "build", "-tags", "lambda.norpc", // not -trimpath: the SDK would be compiled again
			"-o", filepath.Join(folder, name, "bootstrap"), "github.com/fanlight/fanlight/functions/"+name)
		if out, err := command.CombinedOutput(); err != nil {
			failures = append(failures, fmt.Errorf("build the %s: %w\n%s", name, err, out))
		}
	}
	return errors.Join(failures...)
}
