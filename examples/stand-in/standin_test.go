// Package standin_test runs the examples of tests on the stand-in, and the session with the AWS
// CLI of docs/stand-in.md.
package standin_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// program is the fanlight of this source.
var program string

func TestMain(m *testing.M) {
	os.Exit(withProgram(m.Run))
}

func withProgram(run func() int) int {
	folder, err := os.MkdirTemp("", "fanlight-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program = filepath.Join(folder, "fanlight")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/fanlight").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build fanlight: %v\n%s", err, out)
		return 1
	}
	return run()
}

// command is a process of a test. It has nothing of the caller's AWS settings.
func command(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "FANLIGHT="+program, "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
		"AWS_EC2_METADATA_DISABLED=true", "PYTHONDONTWRITEBYTECODE=1")
	return cmd
}

// run fails the test with the output of a command that fails.
func run(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", cmd.Args, err, out)
	}
}

func TestExampleInPython(t *testing.T) {
	t.Parallel()
	if err := command(t, "python3", "-c", "import boto3").Run(); err != nil {
		t.Skipf("SKIPPED: no Python with boto3: %v", err)
	}
	run(t, command(t, "python3", "-m", "unittest", "test_shop"))
}

const clientOfJavaScript = "@aws-sdk/client-cloudwatch-logs"

func TestExampleInJavaScript(t *testing.T) {
	t.Parallel()
	modules := nodeModules(t)
	cmd := command(t, "node", "--test", "shop.test.cjs")
	cmd.Env = append(cmd.Env, "NODE_PATH="+modules)
	run(t, cmd)
}

// nodeModules returns a folder with the client, which npm installs once into the user's cache.
func nodeModules(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skipf("SKIPPED: no place for %s: %v", clientOfJavaScript, err)
	}
	folder := filepath.Join(cache, "fanlight-examples")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", clientOfJavaScript)); err == nil {
		return filepath.Join(folder, "node_modules")
	}
	out, err := command(t, "npm", "install", "--no-audit", "--no-fund", "--silent", "--fetch-retries=0", "--prefix", folder, clientOfJavaScript).CombinedOutput()
	if err != nil {
		t.Skipf("SKIPPED: npm cannot install %s: %v\n%s", clientOfJavaScript, err, out)
	}
	return filepath.Join(folder, "node_modules")
}
