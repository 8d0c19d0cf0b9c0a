package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// program is `fanlight local`, which may be killed and started again.
type program struct {
	binary string
	args   []string
	env    []string
	output string // the file that has what it prints

	mu      sync.Mutex
	process *exec.Cmd
	ended   chan error // gets the end of process
	began   time.Time
	slowest time.Duration // start
}

// ready is how long a start may take.
const ready = 2 * time.Minute

// start starts the program and waits until it serves.
func (p *program) start(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	log, err := os.OpenFile(p.output, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	began := time.Now()
	process := exec.Command(p.binary, p.args...)
	process.Env, process.Stderr = p.env, log
	out, err := process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := process.Start(); err != nil {
		return fmt.Errorf("start %s: %w", p.binary, err)
	}
	serves, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		announced(out, serves)
		ended <- errors.Join(process.Wait(), log.Close())
	}()
	select {
	case <-serves:
	case err := <-ended:
		return fmt.Errorf("%s ended before it served, see %s: %w", p.binary, p.output, err)
	case <-time.After(ready):
		return errors.Join(fmt.Errorf("%s does not serve after %v, see %s", p.binary, ready, p.output), process.Process.Kill())
	case <-ctx.Done():
		return errors.Join(ctx.Err(), process.Process.Kill())
	}
	p.process, p.ended, p.began = process, ended, time.Now()
	p.slowest = max(p.slowest, time.Since(began))
	return nil
}

// announced closes serves when the program has printed how to reach it, and reads on.
func announced(out io.Reader, serves chan<- struct{}) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "export AWS_SECRET_ACCESS_KEY=") {
			close(serves)
		}
	}
}

// kill ends the program with SIGKILL and waits for its end.
func (p *program) kill() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.process == nil {
		return nil
	}
	if err := p.process.Process.Kill(); err != nil {
		return fmt.Errorf("the program has ended by itself, see %s: %w", p.output, err)
	}
	var killed *exec.ExitError
	if err := <-p.ended; err != nil && !errors.As(err, &killed) {
		return fmt.Errorf("wait for the end of the program: %w", err)
	}
	p.process = nil
	return nil
}

// pid returns the process's ID and when it began to serve; 0 if it does not run.
func (p *program) pid() (int, time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.process == nil {
		return 0, time.Time{}
	}
	return p.process.Process.Pid, p.began
}
