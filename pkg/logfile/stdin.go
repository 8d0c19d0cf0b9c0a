package logfile

import (
	"bytes"
	"fmt"
	"io"
	"sync"
)

// stdinPath is the path of standard input.
const stdinPath = "-"

// MaxStdin is how much of standard input is kept in memory to be read again, in bytes.
const MaxStdin = 16 << 20

// onceReader is an input that can be read once, which keeps what was read so that it can
// be read again. If that is more than MaxStdin, reading it again fails.
type onceReader struct {
	reading sync.Mutex // held by the one who reads
	in      io.Reader
	kept    bytes.Buffer
	lost    bool
}

func (s *Set) addStdin() {
	if s.stdin == nil {
		s.stdin = &onceReader{in: s.config.Stdin}
		s.files = append(s.files, file{path: stdinPath, named: true, waits: true})
	}
}

// start returns a reader from the start of the input. The caller unlocks r.reading.
func (r *onceReader) start() (io.Reader, error) {
	r.reading.Lock()
	if r.lost {
		return nil, fmt.Errorf("read standard input again: it is longer than %d MiB: save it to a file, and name that", MaxStdin>>20)
	}
	return io.MultiReader(bytes.NewReader(r.kept.Bytes()), (*tee)(r)), nil
}

// tee reads the rest of the input, and keeps it.
type tee onceReader

func (t *tee) Read(p []byte) (int, error) {
	n, err := t.in.Read(p)
	if t.kept.Len()+n > MaxStdin {
		t.kept, t.lost = bytes.Buffer{}, true
	}
	if !t.lost {
		t.kept.Write(p[:n])
	}
	return n, err
}
