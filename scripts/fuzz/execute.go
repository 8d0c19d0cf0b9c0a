package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// outcome has the result of fuzzing a target.
type outcome struct {
	executions int64
	finding    string // what `go test` says on a failing input; empty: there is none
}

// execute fuzzes a target for a time.
func (o options) execute(ctx context.Context, t target, howLong time.Duration) (outcome, error) {
	c := exec.CommandContext(ctx, "go", "test", "./"+t.folder, "-vet=off", "-run", "^$", "-fuzz", "^"+t.name+"$",
		"-fuzztime", howLong.String(), "-fuzzminimizetime", "5x", "-parallel", strconv.Itoa(o.parallel))
	c.WaitDelay = 10 * time.Second
	said, err := c.CombinedOutput()
	if stopped := ctx.Err(); stopped != nil {
		return outcome{}, stopped
	}
	found, understood := judge(string(said), err)
	if !understood {
		return found, fmt.Errorf("fuzz %s: %w\n%s", t, err, said)
	}
	return found, nil
}

var executions = regexp.MustCompile(`(?m)^fuzz: elapsed: \S+, execs: (\d+)`)

// overtime is how Go's coordinator fails when a worker is late at the end of the time. It
// names no input, and counts as the end of the time.
//
// Source: github.com/golang/go/issues/75804, mended in Go 1.27.
var overtime = regexp.MustCompile(`(?m)^--- FAIL: \S+ \(\S+\)\n    context deadline exceeded\n`)

// judge reads what `go test` has printed, and whether it failed. It returns false for a
// failure that is none of the target.
func judge(said string, err error) (o outcome, understood bool) {
	if all := executions.FindAllStringSubmatch(said, -1); len(all) > 0 {
		o.executions, _ = strconv.ParseInt(all[len(all)-1][1], 10, 64) // these are digits
	}
	_, failed := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil || failed && overtime.MatchString(said):
		return o, true
	case !failed:
		return o, false
	}
	at := strings.Index(said, "--- FAIL: ")
	if at < 0 {
		return o, false
	}
	o.finding = strings.TrimSpace(said[at:])
	return o, true
}
