package logfile

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// MaxMessage is the longest message of an event, in bytes: the service takes
// none above 1 MiB, so no answer over local files counts one. A longer one is
// an error.
const MaxMessage = 1 << 20

// sink hands a file's events on.
type sink struct {
	file   int
	stream string // of events that name none
	group  string
	yield  func(*cwli.Event) error
	event  cwli.Event
	count  int
	names  map[string]string // streams, so that each is one string
	chunk  []byte            // of pointers
}

func newSink(file int, path, group string, yield func(*cwli.Event) error) *sink {
	stream := strings.TrimSuffix(filepath.Base(path), ".gz")
	return &sink{file: file, stream: stream, group: group, yield: yield, names: map[string]string{}}
}

// send completes the event at hand, which starts at that offset of its file.
func (s *sink) send(ctx context.Context, offset int64) error {
	e := &s.event
	if len(e.Message) > MaxMessage {
		return fmt.Errorf("the message has %d bytes; an event holds at most %d", len(e.Message), MaxMessage)
	}
	if e.Stream == "" {
		e.Stream = s.stream
	}
	if s.group != "" {
		e.Group = s.group
	}
	e.Ptr = s.pointer(offset)
	if s.count++; s.count%1024 == 0 && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err := s.yield(e); err != nil {
		return &yieldError{err}
	}
	return nil
}

// yieldError marks an error as none of the file's.
type yieldError struct{ error }

// name returns the string for a stream's or group's name.
func (s *sink) name(b string) string {
	if known, ok := s.names[b]; ok {
		return known
	}
	kept := strings.Clone(b)
	s.names[kept] = kept
	return kept
}

const chunkSize = 16 << 10

// pointer names an event by its file and offset. Pointers are cut from chunks:
// one allocation serves some thousand events.
func (s *sink) pointer(offset int64) string {
	if cap(s.chunk)-len(s.chunk) < 2*20 {
		s.chunk = make([]byte, 0, chunkSize)
	}
	start := len(s.chunk)
	s.chunk = strconv.AppendInt(s.chunk, int64(s.file), 36)
	s.chunk = append(s.chunk, '-')
	s.chunk = strconv.AppendInt(s.chunk, offset, 36)
	return view(s.chunk[start:])
}
