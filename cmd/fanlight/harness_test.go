package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

// localServer is `fanlight local` inside this process.
type localServer struct {
	stdout *bufio.Scanner
	stderr bytes.Buffer // to be read after wait
	done   chan int
}

func startLocal(ctx context.Context, args []string) *localServer {
	out, in := io.Pipe()
	l := &localServer{stdout: bufio.NewScanner(out), done: make(chan int, 1)}
	system := cli.OS()
	system.Out, system.Err = in, &l.stderr
	go func() {
		status := cli.Run(ctx, append([]string{"local", "--listen", "127.0.0.1:0"}, args...), system)
		_ = in.Close() // it never fails
		l.done <- status
	}()
	return l
}

// exports reads the variables that the program prints for a shell.
func (l *localServer) exports() (map[string]string, error) {
	const announced = 5
	variables := map[string]string{}
	for len(variables) < announced && l.stdout.Scan() {
		assignment, _ := strings.CutPrefix(l.stdout.Text(), "export ")
		name, value, ok := strings.Cut(assignment, "=")
		if !ok {
			return nil, fmt.Errorf("%q is not an export", l.stdout.Text())
		}
		variables[name] = value
	}
	if len(variables) < announced {
		return nil, fmt.Errorf("fanlight local ended with status %d: %s", l.wait(), l.stderr.String())
	}
	go l.drain()
	return variables, nil
}

// drain reads what destinations write to stdout: unread, it would block them.
func (l *localServer) drain() {
	for l.stdout.Scan() {
	}
}

func (l *localServer) wait() int {
	status := <-l.done
	l.done <- status
	return status
}
