package sim

// plantedBug changes the input of a call. It returns whether the call is made
// once.
type plantedBug func(p *Process, in any) change

// change is how a planted bug changes a call.
type change int

const (
	unchanged change = iota
	skipped          // it is not made, and its caller believes that it was
	doubled          // it is made twice
)

func (b plantedBug) plant(p *Process, in any) change {
	if b == nil {
		return unchanged
	}
	return b(p, in)
}
