package oracle

// checkSeen holds that a command changes the claim of no other round than the one that its
// operator saw (rules D5, D6).
func (o *Oracle) checkSeen(p *Process, r *runState, epoch, round int) {
	c, given := o.commands[p.command]
	if given && p.is(dispatcher) && c.Run == r.id && (c.Epoch != epoch || !c.saw(round)) {
		o.violate("D6", "the %s of %s, which is for epoch %d round %d, changes the claim of epoch %d round %d", c.Kind, r.id, c.Epoch, c.Round, epoch, round)
	}
}
