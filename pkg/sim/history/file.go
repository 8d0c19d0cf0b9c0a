package history

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Writer writes lines as JSON.
type Writer struct {
	to  *json.Encoder
	err error
}

// NewWriter returns a writer to w.
func NewWriter(w io.Writer) *Writer {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return &Writer{to: e}
}

// Write writes a line. After an error it writes nothing more.
func (w *Writer) Write(l Line) {
	if w.err == nil {
		w.err = w.to.Encode(l)
	}
}

// Err returns the first error of Write.
func (w *Writer) Err() error { return w.err }

// Each reads a history and calls see with one line after the other. The error names the
// line that is none, or that is of another version.
func Each(r io.Reader, see func(Line)) error {
	d := json.NewDecoder(bufio.NewReader(r))
	for n := 1; ; n++ {
		var l Line
		err := d.Decode(&l)
		switch {
		case errors.Is(err, io.EOF) && n > 1:
			return nil
		case err != nil:
			return fmt.Errorf("read line %d of a history: %w: want JSON lines as the simulator writes them", n, err)
		case n == 1 && (l.World == nil || l.World.Version != Version):
			return fmt.Errorf("read line 1 of a history: want a world of version %d: write the history again with this version of the simulator", Version)
		}
		see(l)
	}
}
