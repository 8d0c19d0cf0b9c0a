package standin_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	page    = "../../docs/stand-in.md"
	section = "## A session with the AWS CLI"
)

// step is a command of the page and the output that the page shows.
type step struct {
	line           int
	command, shown string
}

// The page shows what the AWS CLI prints.
func TestSessionWithTheCLI(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("aws"); err != nil {
		t.Skip("SKIPPED: no AWS CLI")
	}
	second := secondCLI(t)
	var steps []step
	for _, s := range sessionOf(t) {
		if second == "" && strings.Contains(s.command, "aws logs tail") {
			t.Logf("SKIPPED: no AWS CLI of version 2 for line %d: %s", s.line, s.command)
			continue
		}
		steps = append(steps, s)
	}
	exports := standIn(t)
	outputs := carryOut(t, steps, exports, second)
	for i, s := range steps {
		got := strings.ReplaceAll(outputs[i], exports["AWS_ENDPOINT_URL"], "http://127.0.0.1:4600")
		if diff := cmp.Diff(settled(s.shown), settled(got)); diff != "" {
			t.Errorf("%s:%d: %s (-page +program)\n%s", page, s.line, s.command, diff)
		}
	}
}

// secondCLI returns the path of an AWS CLI of version 2, which has "logs tail", or "".
func secondCLI(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"aws", "/usr/bin/aws", "/usr/local/bin/aws"} {
		if out, err := command(t, name, "--version").Output(); err == nil && strings.HasPrefix(string(out), "aws-cli/2.") {
			return name
		}
	}
	return ""
}

// times are what differs from one session to the next.
var times = regexp.MustCompile(`\d{13}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*([+-]\d\d:\d\d)?`)

func settled(output string) []string {
	return strings.Split(strings.TrimSpace(times.ReplaceAllString(output, "TIME")), "\n")
}

// sessionOf reads the commands of the section's blocks.
func sessionOf(t *testing.T) (steps []step) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), "\n"+section+"\n")
	rest, _, _ = strings.Cut(rest, "\n## ")
	number, inside, open := strings.Count(before, "\n")+2, false, false
	for line := range strings.SplitSeq(rest, "\n") {
		number++
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```sh"
		case !inside:
		case strings.HasPrefix(line, "$ "):
			steps = append(steps, step{line: number, command: line[2:]})
			open = strings.HasSuffix(line, `\`)
		case open:
			steps[len(steps)-1].command += "\n" + line
			open = strings.HasSuffix(line, `\`)
		default:
			steps[len(steps)-1].shown += line + "\n"
		}
	}
	if !found || len(steps) < 20 {
		t.Fatalf("%s has %d commands in its session", page, len(steps))
	}
	return steps
}

// standIn starts the stand-in and returns the variables of its lines "export NAME=VALUE".
func standIn(t *testing.T) map[string]string {
	t.Helper()
	cmd := command(t, program, "local", "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	})
	exports := map[string]string{}
	for lines := bufio.NewScanner(out); len(exports) < 5 && lines.Scan(); {
		if name, value, ok := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "="); ok {
			exports[name] = value
		}
	}
	if exports["AWS_ENDPOINT_URL"] == "" {
		t.Fatalf("the stand-in printed %v", exports)
	}
	return exports
}

const mark = "=== step ==="

// carryOut runs the commands in one shell and returns the output of each. Every call names the
// endpoint, since older programs do not read the variable.
func carryOut(t *testing.T, steps []step, exports map[string]string, second string) []string {
	t.Helper()
	var script strings.Builder
	script.WriteString(`aws() {
	if [ "$1 $2" = "logs tail" ]; then command "$SECOND" --endpoint-url "$AWS_ENDPOINT_URL" "$@"
	else command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; fi
}
`)
	for _, s := range steps {
		fmt.Fprintf(&script, "echo '%s'\n%s\n", mark, s.command)
	}
	dir := t.TempDir()
	config := filepath.Join(dir, "config")
	if err := os.WriteFile(config, []byte("[default]\ncli_binary_format = raw-in-base64-out\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := command(t, "bash", "-c", script.String())
	cmd.Dir = dir
	cmd.Env = append(cmd.Env, "SECOND="+second, "AWS_CONFIG_FILE="+config, "AWS_PAGER=", "TZ=UTC")
	for name, value := range exports {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	out, err := cmd.CombinedOutput()
	outputs := strings.Split(string(out), mark+"\n")[1:]
	if len(outputs) != len(steps) {
		t.Fatalf("%d outputs of %d commands, %v:\n%s", len(outputs), len(steps), err, out)
	}
	return outputs
}
