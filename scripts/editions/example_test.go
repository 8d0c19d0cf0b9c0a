package editions_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/scripts/editions"
)

const examples = "../../examples"

func load(t *testing.T, name string) *editions.Example {
	t.Helper()
	e, err := editions.Load(examples, name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The page of an example's last edition is in its folder.
func TestExample_Document(t *testing.T) {
	t.Parallel()
	for _, name := range editions.Names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := load(t, name).Document(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			golden.Compare(t, filepath.Join(examples, name, "page.html"), render.HTML(d))
		})
	}
}

func TestExample_Scheduled(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"bot-usage": "2026-01-02T12:30:00Z", // its logs begin within the window before
		"checkout":  "2025-11-28T07:00:00Z",
		"cost":      "2025-11-03T08:00:00Z",
	} {
		times := load(t, name).Scheduled()
		if got := times[0].UTC().Format(time.RFC3339); got != want {
			t.Errorf("%s: the first of %d editions is for %s, want %s", name, len(times), got, want)
		}
	}
}

func TestLoad_mistakes(t *testing.T) {
	t.Parallel()
	if _, err := editions.Load(examples, "no-such-example"); err == nil {
		t.Error("an example that is not there was read")
	}
}

// The report of each example passes its own tests.
func TestNames_tests(t *testing.T) {
	t.Parallel()
	for _, name := range editions.Names {
		args := []string{"test", filepath.Join(examples, name, name+".yaml")}
		if values := filepath.Join(examples, name, "values.yaml"); exists(values) {
			args = append(args, "--values", values)
		}
		var out bytes.Buffer
		s := cli.OS()
		s.Out, s.Err = &out, &out
		if status := cli.Run(t.Context(), args, s); status != 0 {
			t.Errorf("%s: status %d\n%s", name, status, &out)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

var (
	block = regexp.MustCompile("(?s)Its numbers without Fanlight[^\n]*\n\n```sh\n(.*?)```")
	wants = regexp.MustCompile(`(?m)# ([0-9.]+)$`)
)

// The commands in an example's page count what the page says, and what its report's tests
// expect, by other programs.
func TestNames_numbers(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"bash", "jq", "awk", "gzip"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIPPED: no %s", tool)
		}
	}
	for _, name := range editions.Names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			commands := block.FindStringSubmatch(read(t, name, "README.md"))
			if commands == nil {
				t.Fatal("its page has no commands that count")
			}
			cmd := exec.CommandContext(t.Context(), "bash", "-e", "-c", commands[1])
			cmd.Dir = filepath.Join(examples, "..")
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, n := range wants.FindAllStringSubmatch(commands[1], -1) {
				want = append(want, n[1])
			}
			if got := strings.Fields(string(out)); !slices.Equal(got, want) || len(want) < 2 {
				t.Errorf("the commands print %v, the page has %v", got, want)
			}
		})
	}
}

// The numbers that commands count are on the page, or the report's tests expect them.
func TestNames_numbers_shown(t *testing.T) {
	t.Parallel()
	for _, name := range editions.Names {
		_, tests, _ := strings.Cut(read(t, name, name+".yaml"), "\ntests:\n")
		shown := tests + strings.ReplaceAll(read(t, name, "page.html"), ",", "")
		for _, n := range wants.FindAllStringSubmatch(read(t, name, "README.md"), -1) {
			if !regexp.MustCompile(`[>: $]` + regexp.QuoteMeta(n[1]) + `\b`).MatchString(shown) {
				t.Errorf("%s: neither its page nor its tests have %s", name, n[1])
			}
		}
	}
}

func read(t *testing.T, name, file string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(examples, name, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
