package killtest

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
	"github.com/fanlight/fanlight/pkg/stack"
)

// killer follows the processes by the stand-in's hooks and kills one when an
// instant has come.
type killer struct {
	t     *testing.T
	began time.Time

	mu        sync.Mutex
	processes []*process          // that ever ran, by age
	traces    map[string]*process // by the trace ID of its invocation
	next      *instant            // nil: none is to be killed now
	answers   int                 // that next's function has had since its turn came
	made      chan struct{}       // closed when next has come
	kills     []*kill
	over      bool
}

// process is a function's process.
type process struct {
	handle   *os.Process // hits no other process, should the ID be used again
	function stack.Function
	busy     bool
	last     string // call answered
	killed   *kill
}

func newKiller(t *testing.T) *killer {
	return &killer{t: t, began: time.Now(), traces: map[string]*process{}}
}

// await has the killer kill at an instant; the channel is closed when it has.
func (k *killer) await(at instant) <-chan struct{} {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.next, k.answers, k.made = &at, 0, make(chan struct{})
	if at.answers == 0 && !at.delivery {
		time.AfterFunc(at.later, func() { k.strike(&at, nil) })
	}
	return k.made
}

// stop lets processes die unnoticed from here on, and returns the kills.
func (k *killer) stop() []*kill {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.over = true
	return k.kills
}

// wasKilled tells from the failure of an invocation that its process was killed.
func wasKilled(failure string) bool { return strings.Contains(failure, "signal: killed") }

// observe hears of invocations that begin and end.
func (k *killer) observe(o lambda.Observation) {
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
	case o.Failure != "":
		k.t.Errorf("%s %d failed: %s", o.Function, o.PID, o.Failure)
	}
}

const noCall = "no call"

func (k *killer) find(o lambda.Observation) *process {
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

// log hears of every call to the stand-in when its answer is written but has
// not left: a process that is killed now never reads it.
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

// delivered hears that Telegram has accepted a message, before it says so. If
// several reporters are at work, it is not known which of them sent it: then
// any is as good.
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

// due kills p at once, or later if the instant says so.
func (k *killer) due(p *process) {
	at := k.next
	if at.later == 0 {
		k.kill(p)
		return
	}
	time.AfterFunc(at.later, func() { k.strike(at, p) })
}

// strike kills p, or the oldest process of the function if p is nil. If there
// is none yet, the next answer is the instant.
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
