package source

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

// perItem calls read with the value for each item. A problem that all items have is kept
// once; of one that only some have, the message names the first of them.
func (v value) perItem(all items, read func(value)) {
	r := v.reader
	problems, notes := r.problems, r.notes
	var foundProblems, foundNotes tally
	for _, it := range all.all {
		r.problems, r.notes = findings{}, findings{}
		v.each = it
		read(v)
		foundProblems.add(it, r.problems)
		foundNotes.add(it, r.notes)
	}
	r.problems, r.notes = problems, notes
	foundProblems.into(&r.problems, len(all.all))
	foundNotes.into(&r.notes, len(all.all))
}

// tally counts the items that have a problem.
type tally struct {
	order []*tallied
	by    map[Problem]*tallied
	more  int // problems that are not kept
}

type tallied struct {
	Problem
	first *item
	items int
}

func (t *tally) add(it *item, found findings) {
	if t.by == nil {
		t.by = map[Problem]*tallied{}
	}
	t.more += found.more
	for _, p := range found.kept {
		one, known := t.by[p]
		switch {
		case known:
			one.items++
		case len(t.order) >= maxShown+1:
			t.more++
		default:
			one = &tallied{p, it, 1}
			t.by[p], t.order = one, append(t.order, one)
		}
	}
}

// into adds the problems to findings.
func (t *tally) into(f *findings, of int) {
	for _, one := range t.order {
		if one.items < of {
			one.nameItem()
		}
		f.add(one.Problem)
	}
	f.more += t.more
}

// nameItem puts the item with the problem before the message.
func (p *tallied) nameItem() {
	name := quoted(p.first.text)
	if strings.Contains(p.Message, name) {
		return
	}
	who := "item " + name
	if p.items > 1 {
		who += fmt.Sprintf(" and %d more", p.items-1)
	}
	p.Message = text.Clean(who) + ": " + p.Message
}
