package logfile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// reading is one reading of a set.
type reading struct {
	ctx   context.Context
	set   *Set
	group string
	yield func(*cwli.Event) error
	seen  *seen
	input cwli.Input
	turn  *sync.Mutex // of interruptible; nil: no read waits for long

	looker func() *cwli.Looker // of the file that is read; nil: it is not read ahead

	file    int    // the number of the file in the set
	base    int64  // the length of the files in it that were read
	named   bool   // the file was named by the user
	damage  string // what the last file in it was found to be damaged by
	entries int64  // files that were read, in archives too
	leftOut int64  // files that were not
	first   error  // of the first of those
}

func (r *reading) all() error {
	for i, f := range r.set.files {
		r.file, r.named, r.base, r.damage = i, f.named, 0, ""
		if err := r.read(f); err != nil {
			return err
		}
	}
	return r.noneRead()
}

// read reads a file, with all files in it.
func (r *reading) read(f file) error {
	before, err := r.entries, f.err
	if err == nil {
		err = r.open(f, func(e unpack.Entry) error { return r.entry(f, e) })
	}
	if placed, ok := errors.AsType[*placedError](err); ok {
		return placed.error
	}
	if err == nil {
		return nil
	}
	damaged, ok := errors.AsType[*unpack.DamagedError](err)
	text := fmt.Errorf("read log file %s: %w", f.path, err)
	if ok {
		text = fmt.Errorf("read log file: unzip %s: %w", f.path, err)
	}
	switch {
	case r.mustRead(false):
		return text
	case ok && damaged.Error() == r.damage:
		return nil // the file in the archive where it was found is reported
	}
	return r.leaveOut(Report{File: f.path}, err, text, r.entries > before)
}

func (r *reading) open(f file, visit func(unpack.Entry) error) error {
	if f.path == stdinPath {
		return r.openStdin(visit)
	}
	var opened *os.File
	err := r.wait(func() (err error) {
		opened, err = os.Open(f.path)
		return cause(err)
	})
	if opened != nil {
		defer func() { _ = opened.Close() }() // it was only read
	}
	if err != nil {
		return err
	}
	info, err := opened.Stat()
	if err != nil {
		return cause(err)
	}
	r.looker = nil
	if !info.Mode().IsRegular() {
		return unpack.Each(unpack.Source{Reader: waiting{opened, r}, Modified: info.ModTime()}, visit)
	}
	r.looker = r.input.Lookers()
	return unpack.Each(unpack.Source{Reader: opened, Modified: info.ModTime(), At: opened, Size: info.Size()}, visit)
}

func (r *reading) openStdin(visit func(unpack.Entry) error) error {
	var in io.Reader
	stdin := r.set.stdin
	err := r.wait(func() (err error) {
		in, err = stdin.start()
		return err
	})
	defer stdin.reading.Unlock()
	if err != nil {
		return err
	}
	r.looker = nil
	return unpack.Each(unpack.Source{Reader: waiting{in, r}, Modified: r.set.config.Now}, visit)
}

// entry reads a file of text, reports it, and adds the place to an error.
func (r *reading) entry(f file, e unpack.Entry) error {
	name := f.path
	if e.Name != "" {
		name += ":" + e.Name
	}
	to := newSink(r, f.path, e)
	err := e.Err
	if err == nil {
		err = readEntry(r.ctx, r.set.config, e, to)
	}
	r.base += to.length
	report := to.finish()
	report.File, report.Packing = name, e.Packing
	if err == nil {
		r.entries++
		r.report(report)
		return nil
	}
	if _, yielded := errors.AsType[*yieldError](err); yielded || r.ctx.Err() != nil || r.mustRead(e.Name != "") {
		return placed(name, err)
	}
	if damaged, ok := errors.AsType[*unpack.DamagedError](err); ok {
		r.damage = damaged.Error()
	}
	if to.count > 0 {
		r.entries++
	}
	return r.leaveOut(report, withoutPlace(err), errors.Unwrap(placed(name, err)), to.count > 0)
}

// mustRead reports whether an error of the file ends the reading: the user has named the
// file, or would not hear of the error otherwise.
func (r *reading) mustRead(inArchive bool) bool {
	return r.named && !inArchive || r.set.config.Report == nil
}

// leaveOut reports a file that is not a log, or that could be read only in part. The error
// text has the file's name.
func (r *reading) leaveOut(report Report, err, text error, inPart bool) error {
	if inPart {
		report.Broken = err
	} else {
		report.Err = err
		if r.leftOut++; r.first == nil {
			r.first = text
		}
	}
	r.report(report)
	return nil
}

func (r *reading) report(report Report) {
	if r.set.config.Report != nil {
		r.set.config.Report(report)
	}
}

// noneRead returns the error of the first file if every file was left out.
func (r *reading) noneRead() error {
	switch {
	case r.entries > 0 || r.leftOut == 0:
		return nil
	case r.leftOut == 1:
		return r.first
	}
	return fmt.Errorf("none of %d files is a log: %w", r.leftOut, r.first)
}
