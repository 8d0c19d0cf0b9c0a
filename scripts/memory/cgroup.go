package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// cgroups is a hierarchy of memory cgroups, of one of the two versions of Linux.
//
// Sources: docs.kernel.org/admin-guide/cgroup-v1/memory.html and
// docs.kernel.org/admin-guide/cgroup-v2.html
type cgroups struct {
	root                string
	limit, peak, killed string // names of files
}

var versions = []cgroups{
	{"/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.max_usage_in_bytes", "memory.oom_control"},
	{"/sys/fs/cgroup", "memory.max", "memory.peak", "memory.events"},
}

// prefix begins the names of the groups of this process: two may measure at once.
var prefix = fmt.Sprintf("fanlight-%d-", os.Getpid())

// findCgroups returns the hierarchy in which a group with a limit can be made.
func findCgroups() (cgroups, error) {
	var failures []error
	for _, v := range versions {
		probe := filepath.Join(v.root, prefix+"probe")
		err := os.Mkdir(probe, 0o755)
		if err == nil {
			err = os.WriteFile(filepath.Join(probe, v.limit), []byte(strconv.Itoa(limit)), 0o644)
			_ = os.Remove(probe)
		}
		if err == nil {
			return v, nil
		}
		failures = append(failures, err)
	}
	return cgroups{}, fmt.Errorf("this machine lacks memory cgroups that may be made; run as root on Linux: %w", errors.Join(failures...))
}

// program writes a script that puts itself into a group of its own and becomes the
// function's bootstrap file, and returns its path.
func (g cgroups) program(home, function, bootstrap string) (string, error) {
	path := filepath.Join(home, function)
	script := fmt.Sprintf("#!/bin/sh\nset -e\ng=%s/%s%s-$$\nmkdir $g\necho %d >$g/%s\necho $$ >$g/cgroup.procs\nexec %s\n",
		g.root, prefix, function, limit, g.limit, bootstrap)
	if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
		return "", fmt.Errorf("write the program of the %s: %w", function, err)
	}
	return path, nil
}

// take returns the highest peak of a function's processes and how many of them were
// killed for want of memory, and removes their groups. The processes have ended.
func (g cgroups) take(function string) (peak int64, killed int, err error) {
	found, err := filepath.Glob(filepath.Join(g.root, prefix+function+"-*"))
	if err != nil {
		return 0, 0, err
	}
	for _, group := range found {
		bytes, err := os.ReadFile(filepath.Join(group, g.peak))
		if err != nil {
			return 0, 0, fmt.Errorf("read a peak: %w", err)
		}
		n, err := strconv.ParseInt(strings.TrimSpace(string(bytes)), 10, 64)
		if err != nil {
			return 0, 0, fmt.Errorf("read a peak: %w", err)
		}
		events, err := os.ReadFile(filepath.Join(group, g.killed))
		if err != nil {
			return 0, 0, fmt.Errorf("read whether it was killed: %w", err)
		}
		peak = max(peak, n)
		killed += count(string(events), "oom_kill")
		if err := remove(group); err != nil {
			return 0, 0, err
		}
	}
	return peak, killed, nil
}

// count returns the number after a name in lines such as "oom_kill 1".
func count(lines, name string) int {
	for line := range strings.Lines(lines) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), " "); ok && key == name {
			n, _ := strconv.Atoi(value)
			return n
		}
	}
	return 0
}

// remove removes a group, which is busy until the kernel has taken its processes
// apart.
func remove(group string) error {
	var err error
	for range 100 {
		if err = os.Remove(group); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("remove a group: %w", err)
}
