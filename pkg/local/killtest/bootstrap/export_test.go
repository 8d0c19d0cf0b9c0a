package bootstrap

import "slices"

// Kill kills one process as kill -9 does: a busy one if there is any, the
// oldest first. It returns the process ID when the process has exited, or 0 if
// none is running.
func (p *Processes) Kill() (pid int) {
	one := p.victim()
	if one == nil {
		return 0
	}
	one.kill()
	<-one.exited
	return one.pid()
}

func (p *Processes) victim() *process {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.all) == 0 {
		return nil
	}
	busy := func(one *process) bool { return !slices.Contains(p.idle, one) }
	return p.all[max(0, slices.IndexFunc(p.all, busy))]
}
