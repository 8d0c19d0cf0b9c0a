package config

import (
	"os"
	"strings"
	"testing"
)

func TestVersion(t *testing.T) {
	if got := Version(); got != "" {
		t.Errorf("the version of a test is %q, want none", got)
	}
	version = "v1.2.3"
	t.Cleanup(func() { version = "" })
	if got := Version(); got != "v1.2.3" {
		t.Errorf("the version of a release is %q", got)
	}
}

// TestVersion_isGivenByEveryBuild: the linker ignores a flag whose variable does not exist.
func TestVersion_isGivenByEveryBuild(t *testing.T) {
	t.Parallel()
	const flag = "-X github.com/fanlight/fanlight/functions/internal/config.version="
	for _, file := range []string{"Makefile", "scripts/e2e/aws.sh"} {
		text, err := os.ReadFile("../../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), flag) {
			t.Errorf("%s builds functions without %s", file, flag)
		}
	}
}
