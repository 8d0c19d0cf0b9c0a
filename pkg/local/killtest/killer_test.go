package killtest

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/local/killtest/bootstrap"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
	"github.com/fanlight/fanlight/pkg/stack"
)

// killer follows the processes by the hooks of the stand-in and of package
// bootstrap, and kills one when an instant has come.
type killer struct {
	t     *testing.T
	began time.Time

	mu        sync.Mutex
	processes []*process          // that ever ran, by age
	traces    map[string]*process // by the trace ID of its invocation
	next      *instant            // of the next kill; nil: none is wanted
	answers   int                 // that the stand-in gave next's function since next was set
	made      chan struct{}       // closed when the kill was made
	kills     []*kill
	over      bool
}

// process is a function's process.
type process struct {
	handle   *os.Process // kills no other process if the process ID is used again
	function stack.Function
	busy     bool
	last     string // call that was answered
	killed   *kill
}

func newKiller(t *testing.T) *killer {
	return &killer{t: t, began: time.Now(), traces: map[string]*process{}}
}

// await sets the instant of the next kill and returns a channel that is closed
// when the kill was made.
func (k *killer) await(at instant) <-chan struct{} {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.next, k.answers, k.made = &at, 0, make(chan struct{})
	if at.answers == 0 && !at.delivery {
		time.AfterFunc(at.later, func() { k.strike(&at, nil) })
	}
	return k.made
}

// stop ends the observation of processes and returns the kills.
func (k *killer) stop() []*kill {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.over = true
	return k.kills
}

// wasKilled reports whether an invocation failed because its process was killed.
func wasKilled(failure string) bool { return strings.Contains(failure, "signal: killed") }

// lateSweep matches the failure of a sweep whose time was too short, as it may be on a loaded
// machine: the next one goes on.
var lateSweep = regexp.MustCompile(`(^|")\d+ (open runs|backfills|schedules) are left to the next sweep("|$)`)

// observe is called when an invocation begins and when it ends.
func (k *killer) observe(o bootstrap.Observation) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.over {
		return
	}
	p := k.find(o)
	p.busy = !o.Ended
	switch {
	case !o.Ended:
		p.last = noCall
		k.traces[o.TraceID] = p
	case p.killed != nil && wasKilled(o.Failure):
		p.killed.inside = true
	case o.Failure != "" && !lateSweep.MatchString(o.Failure):
		k.t.Errorf("%s %d failed: %s", o.Function, o.PID, o.Failure)
	}
}

const noCall = "no call"

func (k *killer) find(o bootstrap.Observation) *process {
	is := func(p *process) bool { return p.handle.Pid == o.PID }
	if i := slices.IndexFunc(k.processes, is); i >= 0 {
		return k.processes[i]
	}
	handle, err := os.FindProcess(o.PID)
	if err != nil {
		k.t.Errorf("find process %d: %v", o.PID, err)
	}
	p := &process{handle: handle, function: stack.Function(o.Function), last: noCall}
	k.processes = append(k.processes, p)
	return p
}

// log is called for every call to the stand-in when its answer is written but
// not yet flushed: a process that is killed now never reads the answer.
func (k *killer) log(e wire.Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.traces[e.Trace]
	if p == nil || p.killed != nil || e.Status == 0 {
		return
	}
	p.last = fmt.Sprintf("%s %d", e.Call, e.Status)
	if k.next == nil || k.next.delivery || k.next.function != p.function {
		return
	}
	if k.answers++; k.answers == k.next.answers {
		k.due(p)
	}
}

// delivered is called when the Telegram server has accepted a message and
// before it answers. If several reporters are busy, the one that sent the message
// is not known: then any of them is killed.
func (k *killer) delivered() {
	k.mu.Lock()
	defer k.mu.Unlock()
	var busy []*process
	for _, p := range k.processes {
		if p.function == stack.Reporter && p.busy && p.killed == nil {
			busy = append(busy, p)
		}
	}
	if len(busy) == 1 {
		busy[0].last = sent
	}
	if len(busy) > 0 && k.next != nil && k.next.delivery {
		k.due(busy[0])
	}
}

// due kills p at once, or after the instant's delay.
func (k *killer) due(p *process) {
	at := k.next
	if at.later == 0 {
		k.kill(p)
		return
	}
	time.AfterFunc(at.later, func() { k.strike(at, p) })
}

// strike kills p, or the oldest process of the function if p is nil. If there
// is none yet, the instant is the next answer to the function.
func (k *killer) strike(at *instant, p *process) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, other := range k.processes {
		if p == nil && other.function == at.function && other.killed == nil {
			p = other
		}
	}
	if p == nil {
		at.answers = k.answers + 1
		return
	}
	k.kill(p)
}

func (k *killer) kill(p *process) {
	if err := p.handle.Kill(); err != nil {
		k.t.Errorf("kill %s %d: %v", p.function, p.handle.Pid, err)
	}
	p.killed = &kill{at: time.Since(k.began), pid: p.handle.Pid, function: p.function, last: p.last}
	k.kills = append(k.kills, p.killed)
	k.next = nil
	close(k.made)
}
