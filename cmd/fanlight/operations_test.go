package main

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/golden"
)

// shell is the terminal of the page's session.
type shell struct {
	t      *testing.T
	folder string
	env    []string
	vault  *parameters
}

// TestOperations_session carries out the session of docs/operations.md. With -update it
// writes the outputs that differ, whole; those of commands that are interrupted stay.
func TestOperations_session(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("mkfifo"); err != nil {
		t.Skip("this machine has no named pipes")
	}
	p := readOperations(t)
	s := newShell(t, p)
	for i := range p.steps {
		if !s.try(&p.steps[i]) {
			return // what follows depends on it
		}
	}
	if golden.Updating() {
		p.write(t)
	}
}

func newShell(t *testing.T, p *operationsPage) *shell {
	t.Helper()
	vault, chats := serveParameters(t), serveOperationsChats(t)
	s := &shell{t: t, folder: t.TempDir(), vault: vault}
	s.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.folder, "LANG=C.UTF-8", "AWS_EC2_METADATA_DISABLED=true", "GORACE=atexit_sleep_ms=0",
		telegram.URLVariable + "=" + chats,
	}
	for name, text := range p.files {
		s.write(name, text)
	}
	for _, line := range p.setUp {
		if strings.HasPrefix(line, "fanlight local ") {
			s.serve(line)
		} else if output, status := s.run(line, nil); status != 0 {
			t.Fatalf("%s: exit %d: %s", line, status, output)
		}
	}
	return s
}

func (s *shell) write(name, text string) {
	path := filepath.Join(s.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// serve starts the stand-in, and sets the variables that it prints.
func (s *shell) serve(line string) {
	cmd := s.command(context.Background(), line+" --listen 127.0.0.1:0")
	cmd.Env = append(cmd.Env, "AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b", "AWS_ENDPOINT_URL_SSM="+s.vault.url)
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd.Stderr = &written{}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has nothing to keep
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	for range 5 {
		if !lines.Scan() {
			s.t.Fatalf("%s: %v", line, cmd.Stderr)
		}
		s.env = append(s.env, strings.TrimPrefix(lines.Text(), "export "))
	}
}

// try carries out a step, and reports whether the session can go on. A command that only
// looks is given again until it shows what the page does: a person looks again, too.
func (s *shell) try(st *step) bool {
	s.t.Helper()
	want, page := 0, st.output
	if st.status != "" {
		want, _ = strconv.Atoi(strings.TrimPrefix(st.status, exitLine))
	}
	for looks := 0; ; looks++ {
		got, status := s.run(st.command, page)
		lines := split(got)
		if shows(ordered(without(page)), ordered(lines)) && status == want {
			return true
		}
		if golden.Updating() {
			st.output, st.status = lines, ""
			if status != 0 {
				st.status = exitLine + strconv.Itoa(status)
			}
			return true
		}
		if looks == mostLooks || !looksOnly(st.command) {
			s.t.Errorf("docs/operations.md:%d: %s: exit %d, want %d (-page +program)\n%s", st.line+1, st.command, status, want, cmp.Diff(each(page), each(lines)))
			return false
		}
	}
}

// mostLooks is how often a command is given again that only looks.
const mostLooks = 60

func looksOnly(command string) bool {
	switch strings.Fields(command)[1] {
	case "runs", "show", "logs", "results", "cost", "doctor", "render":
		return true
	}
	return false
}

func split(output string) []string {
	if output == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(output, "\n"), "\n")
}

// without returns the page's lines without that of the interrupt.
func without(page []string) (lines []string) {
	for _, line := range page {
		if line != interrupt {
			lines = append(lines, line)
		}
	}
	return lines
}

func each(lines []string) (all []string) {
	for _, line := range lines {
		all = append(all, settled(line))
	}
	return all
}

// run carries out a line of the session and returns what it writes and its exit status.
// It is interrupted when it has written what the page shows before ^C.
func (s *shell) run(line string, page []string) (output string, status int) {
	switch {
	case strings.HasPrefix(line, "aws ssm put-parameter "):
		return s.vault.put(line), 0
	case strings.HasPrefix(line, "scripts/deploy.sh "):
		s.deploy()
		return "", 0
	}
	cmd := s.command(context.Background(), line)
	w := &written{}
	for i, shown := range page {
		if shown == interrupt {
			w.then, w.call = page[:i], func() { _ = cmd.Process.Signal(os.Interrupt) } // else it has ended
		}
	}
	cmd.Stdout, cmd.Stderr = w, w
	err := cmd.Run()
	if err != nil && cmd.ProcessState == nil {
		s.t.Fatalf("%s: %v", line, err)
	}
	return w.String(), cmd.ProcessState.ExitCode()
}

// command is a line as a program. One of fanlight has no shell around it, so that a signal
// reaches it.
func (s *shell) command(ctx context.Context, line string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	if strings.HasPrefix(line, "fanlight ") {
		cmd = exec.CommandContext(ctx, "sh", "-c", "exec "+line)
	}
	cmd.Dir, cmd.Env = s.folder, s.env
	return cmd
}

// written keeps what is written to it, and makes a call once that is what the page shows.
type written struct {
	mu   sync.Mutex
	text strings.Builder
	then []string
	call func()
}

// Write implements io.Writer.
func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := w.text.Write(p)
	if w.call != nil && shows(w.then, split(w.text.String())) {
		w.call()
		w.call = nil
	}
	return n, err
}

// String implements fmt.Stringer.
func (w *written) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}
