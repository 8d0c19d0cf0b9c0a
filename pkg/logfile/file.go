package logfile

import (
	"context"
	"errors"
	"fmt"
	"os"

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

	file    int   // the number of the file in the set
	base    int64 // the length of the files in it that were read
	named   bool  // the file was named by the user
	entries int64 // files that were read, in archives too
	leftOut []error
}

// read reads a file, with all files in it.
func (r *reading) read(f file) error {
	err := r.open(f, func(e unpack.Entry) error { return r.entry(f, e) })
	if placed, ok := errors.AsType[*placedError](err); ok {
		return placed.error
	}
	if _, ok := errors.AsType[*unpack.DamagedError](err); ok {
		return fmt.Errorf("read log file: unzip %s: %w", f.path, err)
	}
	return err
}

func (r *reading) open(f file, visit func(unpack.Entry) error) error {
	if f.info == nil {
		in, err := r.set.stdin.start()
		defer r.set.stdin.reading.Unlock()
		if err != nil {
			return err
		}
		return unpack.Each(unpack.Source{Reader: in, Modified: r.set.config.Now}, visit)
	}
	opened, err := os.Open(f.path)
	if err != nil {
		return fmt.Errorf("read log file: %w", err)
	}
	defer func() { _ = opened.Close() }() // it was only read
	return unpack.Each(source(opened, f), visit)
}

// source returns a file as a source. A pipe cannot be a zip archive.
func source(opened *os.File, f file) unpack.Source {
	s := unpack.Source{Reader: opened, Modified: f.info.ModTime()}
	if f.info.Mode().IsRegular() {
		s.At, s.Size = opened, f.info.Size()
	}
	return s
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
	switch {
	case err == nil:
		r.entries++
	case isRefusal(err) && to.count == 0:
		if report.Err = err; errors.As(err, new(*lineError)) {
			report.Err = errors.Unwrap(err)
		}
		return r.leaveOut(report, placed(name, err), e.Name != "")
	default:
		return placed(name, err)
	}
	r.report(report)
	return nil
}

// leaveOut reports a file that is not a log, or returns its error if the user has named
// it or would not hear of it.
func (r *reading) leaveOut(report Report, err error, inArchive bool) error {
	if r.named && !inArchive || r.set.config.Report == nil {
		return err
	}
	r.leftOut = append(r.leftOut, err)
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
	if r.entries > 0 || len(r.leftOut) == 0 {
		return nil
	}
	first := errors.Unwrap(r.leftOut[0])
	if len(r.leftOut) == 1 {
		return first
	}
	return fmt.Errorf("none of %d files is a log: %w", len(r.leftOut), first)
}
