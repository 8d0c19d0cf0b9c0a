package terraform_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestDeployPageIsTried holds that scripts/e2e/run.sh runs the commands of docs/deploy.md that make
// and deploy an environment, for one of its own.
func TestDeployPageIsTried(t *testing.T) {
	t.Parallel()
	script := read(t, "../scripts/e2e/run.sh")
	tried := 0
	for _, found := range regexp.MustCompile(`(?m)^ *(scripts/[a-z-]+\.sh|make (?:deploy|destroy)) `).FindAllStringSubmatch(read(t, "../docs/deploy.md"), -1) {
		command := strings.Replace(found[1], "make destroy", "scripts/destroy.sh", 1) // which runs it
		tried++
		if !strings.Contains(script, command+" ") {
			t.Errorf("docs/deploy.md has %s, which scripts/e2e/run.sh does not run", found[1])
		}
	}
	if tried < 6 {
		t.Errorf("docs/deploy.md has %d commands: has their form changed?", tried)
	}
}
