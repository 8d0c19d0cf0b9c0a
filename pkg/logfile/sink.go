package logfile

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// MaxMessage is the longest message of an event, in bytes. The service takes no
// longer event
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html),
// so that a longer message in a file is an error.
const MaxMessage = 1 << 20

// sink completes the events of a file and passes them to yield.
type sink struct {
	file   int    // number of the file in the set
	stream string // of events that name none
	group  string
	yield  func(*cwli.Event) error
	event  cwli.Event
	count  int
	names  map[string]string // streams, so that each is one string
	chunk  []byte            // memory of pointers
}

func newSink(file int, path, group string, yield func(*cwli.Event) error) *sink {
	stream := strings.TrimSuffix(filepath.Base(path), ".gz")
	return &sink{file: file, stream: stream, group: group, yield: yield, names: map[string]string{}}
}

// send completes the event, which starts at that offset of the uncompressed file,
// and passes it on. The error is a *yieldError if it comes from yield, or the cause
// of the cancelled context.
func (s *sink) send(ctx context.Context, offset int64) error {
	e := &s.event
	if len(e.Message) > MaxMessage {
		return fmt.Errorf("invalid message of %d bytes: want at most %d", len(e.Message), MaxMessage)
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

// yieldError is an error of yield, not of the file.
type yieldError struct{ error }

// name returns a copy of the name of a stream or group, the same one for each
// occurrence of it.
func (s *sink) name(b string) string {
	if known, ok := s.names[b]; ok {
		return known
	}
	kept := strings.Clone(b)
	s.names[kept] = kept
	return kept
}

// chunkSize is the number of bytes that are allocated for pointers at once.
const chunkSize = 16 << 10

// pointer returns the pointer of an event: the number of its file and its offset, in
// base 36. One allocation is enough for some thousand pointers.
func (s *sink) pointer(offset int64) string {
	if cap(s.chunk)-len(s.chunk) < 2*20 {
		s.chunk = make([]byte, 0, chunkSize)
	}
	start := len(s.chunk)
	s.chunk = strconv.AppendInt(s.chunk, int64(s.file), 36)
	s.chunk = append(s.chunk, '-')
	s.chunk = strconv.AppendInt(s.chunk, offset, 36)
	return unsafeString(s.chunk[start:])
}
