package journal

import (
	"bufio"
	"errors"
	"fmt"
	"os"
)

// Rewrite replaces the file by its lasting entries and those that state adds, in this order. state returns the first error of
// add. The old file stays until the new one is whole on the disk. With an error, such as that of a
// full disk, the journal is as before.
func (j *Journal) Rewrite(state func(add func(Entry) error) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.pending) > 0 {
		return j.failed
	}
	file, size, err := j.write(state)
	if err != nil {
		return errors.Join(fmt.Errorf("rewrite %s: %w", j.path, err), os.Remove(j.path+".new"))
	}
	old := j.file
	j.file, j.size, j.least = file, size, size
	return old.Close()
}

// write writes the new file, and puts it in place of the old one.
func (j *Journal) write(state func(add func(Entry) error) error) (file *os.File, size int64, err error) {
	file, err = os.Create(j.path + ".new")
	if err != nil {
		return nil, 0, err
	}
	defer func() {
		if err != nil {
			_ = file.Close()
		}
	}()
	out := bufio.NewWriterSize(file, 1<<20)
	put := func(line []byte) error {
		n, err := out.Write(line)
		size += int64(n)
		return err
	}
	if err = j.copyLasting(put); err != nil {
		return file, size, err
	}
	if err = putMarked(state, put); err != nil {
		return file, size, err
	}
	if err = errors.Join(out.Flush(), file.Sync()); err != nil {
		return file, size, err
	}
	return file, size, os.Rename(j.path+".new", j.path)
}

func (j *Journal) copyLasting(put func([]byte) error) error {
	return j.lines(j.size, func(_ int, line []byte) error {
		if !isLasting(line) {
			return nil
		}
		return put(line)
	})
}

// putMarked puts the entries of a state, and marks the last one.
func putMarked(state func(add func(Entry) error) error, put func([]byte) error) error {
	var last *Entry
	err := state(func(e Entry) (err error) {
		if last != nil {
			err = last.put(put)
		}
		last = &e
		return err
	})
	if err != nil || last == nil {
		return err
	}
	last.Rewritten = true
	return last.put(put)
}

func (e Entry) put(put func([]byte) error) error {
	line, err := e.line()
	if err != nil {
		return err
	}
	return put(line)
}
