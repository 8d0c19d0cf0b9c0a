package logs

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// place is where an event is in the order of a page: by time, and of the same time by
// pointer. The pointers of events that PutLogEvents added are in the order of their arrival.
type place struct {
	at      int64
	pointer string
}

func placeOf(e *cwli.Event) place { return place{e.Timestamp, e.Pointer()} }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.at, q.at), cmp.Compare(len(p.pointer), len(q.pointer)), cmp.Compare(p.pointer, q.pointer))
}

// String and parsePlace are the form of a place in a token.
func (p place) String() string { return fmt.Sprintf("%020d/%s", p.at, p.pointer) }

func parsePlace(s string) (p place, ok bool) {
	at, pointer, ok := strings.Cut(s, "/")
	if !ok || len(at) != 20 {
		return place{}, false
	}
	_, err := fmt.Sscanf(at, "%d", &p.at)
	p.pointer = pointer
	return p, err == nil
}

// kept is an event of a page.
type kept struct {
	place
	event cwli.Event
}

// page keeps those events of all that are added which come first, in ascending order or, if
// backward, in descending order. It keeps no more than twice its size in memory.
type page struct {
	size     int
	after    *place // only what comes after it counts
	backward bool
	events   []kept
	full     bool // the last of events is the worst of a full page
}

// order compares in the page's direction.
func (p *page) order(a, b place) int {
	if p.backward {
		return b.compare(a)
	}
	return a.compare(b)
}

// add keeps an event if it may be on the page. The event may be overwritten afterwards.
func (p *page) add(e *cwli.Event) {
	at := placeOf(e)
	if p.after != nil && p.order(at, *p.after) <= 0 {
		return
	}
	if p.full && p.order(at, p.events[p.size].place) > 0 {
		return
	}
	event := *e
	event.Message = bytes.Clone(e.Message)
	p.events = append(p.events, kept{at, event})
	if len(p.events) > 2*p.size+1 {
		p.cut()
	}
}

// cut leaves the events of the page and the one that comes after them.
func (p *page) cut() {
	slices.SortFunc(p.events, func(a, b kept) int { return p.order(a.place, b.place) })
	if p.full = len(p.events) > p.size; p.full {
		p.events = p.events[:p.size+1]
	}
}

// finish returns the events of the page, in its direction, and whether more come after them.
func (p *page) finish() (events []kept, more bool) {
	p.cut()
	n := min(p.fit(), p.size, len(p.events))
	return p.events[:n], n < len(p.events)
}

// maxPageBytes is how many bytes of events an answer has at most, except for its first one
// (API_FilterLogEvents, API_GetLogEvents).
const maxPageBytes = 1 << 20

// fit returns how many of the events fit into an answer.
func (p *page) fit() int {
	total := int64(0)
	for i := range p.events {
		if total += storedSize(&p.events[i].event); total > maxPageBytes {
			return max(i, 1)
		}
	}
	return len(p.events)
}
