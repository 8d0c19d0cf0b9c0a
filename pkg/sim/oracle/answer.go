package oracle

// AnsweredReplay holds rule D4: the answer to a replay says how many queries of the epoch that it began
// keep a result, and how many run again. A cancel may have created the progress that was counted.
func (o *Oracle) AnsweredReplay(p *Process, c Command, kept, again int) {
	r := o.run(c.Run)
	if c.Kind != ReplayAll && c.Kind != ReplayFailed || r.mayHaveExpired {
		return
	}
	e := r.at(c.Epoch + 1)
	inherited := e.inherited()
	if want := num(r.meta, "total") - inherited; kept != inherited || again != want {
		o.violate("D4", "%s answers that %d queries of %s epoch %d keep a result and %d run again, want %d and %d", p.Name, kept, r.id, e.number, again, inherited, want)
	}
	if sent := e.sent(); sent > again {
		o.violate("D4", "%s answers that %d queries of %s epoch %d run again, and %d were sent", p.Name, again, r.id, e.number, sent)
	}
}

// inherited returns how many winners of the epoch are of an earlier one.
func (e *epochState) inherited() (n int) {
	for _, s := range e.shards {
		for _, winner := range s.winners {
			if parseWinner(winner, e.number).epoch < e.number {
				n++
			}
		}
	}
	return n
}

// sent returns how many queries of the epoch were sent to the workers.
func (e *epochState) sent() (n int) {
	for _, q := range e.queries {
		if q.sent > 0 {
			n++
		}
	}
	return n
}
