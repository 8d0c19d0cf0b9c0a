package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// vitals are samples of the program's memory, file descriptors and disk.
type vitals struct {
	mu      sync.Mutex
	samples []sample
}

// sample holds what the program takes at a moment.
type sample struct {
	life  int           // number of the process
	age   time.Duration // of the process
	runs  int           // that were started so far
	rss   int64         // bytes
	files int
	disk  int64 // bytes
}

func (v *vitals) add(s sample) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.samples = append(v.samples, s)
}

func (v *vitals) all() []sample {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clip(v.samples)
}

// memory returns the resident bytes of a process.
func memory(pid int) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		var kb int64
		if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &kb); err == nil {
			return kb << 10, nil
		}
	}
	return 0, fmt.Errorf("/proc/%d/status has no VmRSS", pid)
}

// files returns the number of open files of a process.
func files(pid int) (int, error) {
	all, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	return len(all), err
}
