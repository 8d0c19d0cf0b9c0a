package journal

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// Read calls f with each entry, oldest first. A last line that is not whole, because the
// process ended while it was written, is dropped. It returns an error that names the file and the line if
// another line cannot be read, or f returns an error.
func (j *Journal) Read(f func(Entry) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.size, j.least = 0, 0
	err := j.lines(math.MaxInt64, func(number int, line []byte) error {
		var e Entry
		if err := json.Unmarshal(line, &e); err != nil {
			return fmt.Errorf("it is damaged: %w", err)
		}
		if err := f(e); err != nil {
			return err
		}
		if j.size += int64(len(line)); e.Rewritten {
			j.least = j.size
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := j.file.Truncate(j.size); err != nil {
		return fmt.Errorf("drop the unfinished end of %s: %w", j.path, err)
	}
	return nil
}

// lines calls f with each whole line of the first bytes of the file, and its number from 1.
func (j *Journal) lines(size int64, f func(number int, line []byte) error) error {
	in := bufio.NewReaderSize(io.NewSectionReader(j.file, 0, size), 1<<20)
	for number := 1; ; number++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = f(number, line)
		}
		if err != nil {
			return fmt.Errorf("read %s:%d: %w", j.path, number, err)
		}
	}
}
