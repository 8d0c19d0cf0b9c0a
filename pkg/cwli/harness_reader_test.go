package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// FileReader gives events as the reader of a file does: each in the memory of the one
// before, and with its document if the shape of that is known.
type FileReader struct {
	event  Event
	memory []byte
	shapes jsonscan.Shapes
}

// Read returns an event with a message, valid until the next call.
func (r *FileReader) Read(e Event, message string) *Event {
	for i := range r.memory {
		r.memory[i] = '#'
	}
	r.memory = append(r.memory[:0], message...)
	r.event = e
	r.event.Message = r.memory
	if object := unsafeString(r.memory); strings.HasPrefix(object, "{") {
		if r.event.Document = r.shapes.Match(object); r.event.Document == nil {
			r.shapes.Learn(object)
		}
	}
	return &r.event
}
