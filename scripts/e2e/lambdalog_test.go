package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/local/killtest/bootstrap"
)

// lambdaLog writes the log of each function as Lambda does in text format: the lines of the
// function, and those of Lambda around each invocation
// (docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html). The time in it goes on
// from base.
type lambdaLog struct {
	mu      sync.Mutex
	base    time.Time
	created time.Time
	memory  map[string]int // MB, by function
	begun   map[string]time.Time
	known   map[int]bool // process IDs that have had an invocation
	text    map[string]*bytes.Buffer
}

func newLambdaLog(base time.Time) *lambdaLog {
	return &lambdaLog{
		base: base, created: time.Now(), memory: map[string]int{}, begun: map[string]time.Time{}, known: map[int]bool{}, text: map[string]*bytes.Buffer{},
	}
}

// of returns the output of a function, which the caller names and gives its memory.
func (l *lambdaLog) of(function string, memory int) *functionLog {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.memory[function], l.text[function] = memory, &bytes.Buffer{}
	return &functionLog{l, function}
}

type functionLog struct {
	log      *lambdaLog
	function string
}

// Write implements io.Writer. bootstrap writes whole lines, each after the function's name.
func (f *functionLog) Write(line []byte) (int, error) {
	f.log.mu.Lock()
	defer f.log.mu.Unlock()
	f.log.line(f.function, "%s", strings.TrimSuffix(strings.TrimPrefix(string(line), "["+f.function+"] "), "\n"))
	return len(line), nil
}

// line writes a line with its time. The caller holds the lock.
func (l *lambdaLog) line(function, format string, args ...any) {
	now := l.base.Add(time.Since(l.created))
	fmt.Fprintf(l.text[function], now.Format("2006-01-02T15:04:05.000Z ")+format+"\n", args...)
}

// observe writes Lambda's own lines.
func (l *lambdaLog) observe(o bootstrap.Observation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !o.Ended {
		l.begun[o.RequestID] = time.Now()
		l.line(o.Function, "START RequestId: %s Version: $LATEST", o.RequestID)
		return
	}
	took := float64(time.Since(l.begun[o.RequestID]).Microseconds()) / 1000
	cold := ""
	if !l.known[o.PID] {
		l.known[o.PID], cold = true, "\tInit Duration: 100.00 ms"
	}
	l.line(o.Function, "END RequestId: %s", o.RequestID)
	l.line(o.Function, "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %.0f ms\tMemory Size: %d MB\tMax Memory Used: %d MB%s\t",
		o.RequestID, took, took+1, l.memory[o.Function], peak(o.PID), cold)
}

var resident = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peak is the most memory that a process has had, in MB.
func peak(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if found := resident.FindSubmatch(status); err == nil && found != nil {
		kb, _ := strconv.Atoi(string(found[1])) // digits only
		return max(1, kb/1024)
	}
	return 1
}

// save writes the logs so far into a folder, a file for each function.
func (l *lambdaLog) save(t *testing.T, folder string) (files map[string]string) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	files = map[string]string{}
	for function, text := range l.text {
		files[function] = filepath.Join(folder, function+".log")
		if err := os.WriteFile(files[function], text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
