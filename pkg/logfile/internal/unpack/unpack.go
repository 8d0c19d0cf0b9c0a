// Package unpack opens log files as UTF-8 text, whatever they are packed in:
// compressed by gzip, zstd or bzip2, in a tar or zip archive, or in UTF-16. What a
// file is packed in is recognised by its first bytes, not by its name.
//
// Memory is a few buffers and a decompressor's window, however long the file is.
package unpack

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Source is a file to open.
type Source struct {
	io.Reader
	At       io.ReaderAt // the whole file, which a zip archive needs; nil of a stream
	Size     int64       // of At, in bytes
	Modified time.Time
	Err      error // why it cannot be opened; then the rest is not set
}

// Entry is a file of text: the source itself, or a file in an archive.
type Entry struct {
	Name     string // path in the archive, "" of a source that is not one
	Modified time.Time
	Packing  []string // such as "gzip", "tar": from the outside in
	Text     *bufio.Reader
	Below    io.Reader // what Text reads from
	Err      error     // why the entry is not text; then Text is nil
}

// BufferSize is the size of the buffer of Entry.Text, in bytes.
const BufferSize = 1 << 20

// mostLayers limits how often a file may be packed: as a .gz in a .tar.gz.
const mostLayers = 4

// sniffed is the number of bytes in which packings are recognised: a block of tar.
const sniffed = 512

// packing is a way to pack files. Its open calls next for each file in it.
type packing struct {
	name       string
	recognised func(head []byte) bool
	open       func(from Source, next func(name string, inner Source) error) error
}

var packings []packing

func init() { // a variable would refer to itself
	packings = []packing{
		{"gzip", startsWith("\x1f\x8b"), openGzip},
		{"zstd", isZstd, openZstd},
		{"bzip2", isBzip2, openBzip2},
		{"tar", isTar, openTar},
		{"zip", startsWith("PK\x03\x04"), openZip},
	}
}

func startsWith(magic string) func([]byte) bool {
	return func(head []byte) bool { return bytes.HasPrefix(head, []byte(magic)) }
}

// Each calls visit for each file of text in a source. An entry and its text are valid
// until visit returns. Files in an archive that Ignored reports are left out. Each
// returns the errors of visit as they are.
func Each(from Source, visit func(Entry) error) error {
	return (&opener{visit: visit}).open("", from, nil)
}

// opener visits the files of a source.
type opener struct{ visit func(Entry) error }

// The buffers of texts, and of files whose packing is looked for.
var (
	buffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, BufferSize) }}
	inputs  = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}
)

// reset takes a reader from a pool.
func reset(pool *sync.Pool, in io.Reader) *bufio.Reader {
	r := pool.Get().(*bufio.Reader)
	r.Reset(in)
	return r
}

func (o *opener) open(name string, from Source, packed []string) error {
	if from.Err != nil {
		return o.visit(Entry{Name: name, Packing: packed, Err: from.Err})
	}
	in := reset(&inputs, from)
	defer inputs.Put(in)
	head, _ := in.Peek(sniffed) // of a shorter file, all of it
	from.Reader = in
	for _, p := range packings {
		if p.recognised(head) {
			return o.unpack(p, name, from, packed)
		}
	}
	return o.text(name, from.Modified, in, packed)
}

// unpack opens each file in a packed one.
func (o *opener) unpack(p packing, name string, from Source, packed []string) error {
	if len(packed) == mostLayers {
		return fmt.Errorf("invalid file that is packed more than %d times", mostLayers)
	}
	within := append(slices.Clip(packed), p.name)
	return p.open(from, func(inner string, s Source) error { return o.open(path.Join(name, inner), s, within) })
}

// text visits a file that is not packed.
func (o *opener) text(name string, modified time.Time, in *bufio.Reader, packed []string) error {
	head, _ := in.Peek(sniffed)
	e := Entry{Name: name, Modified: modified, Packing: packed, Err: foreign(head)}
	if e.Err != nil {
		return o.visit(e)
	}
	text, charset := decoded(in, head)
	if charset != "" {
		e.Packing = append(slices.Clip(packed), charset)
	}
	e.Below = &lineEnds{in: text}
	e.Text = reset(&buffers, e.Below)
	defer buffers.Put(e.Text)
	return o.visit(e)
}

// Ignored reports whether the name of a file shows that it is not a log: one that
// starts with a dot, or the file that an export of CloudWatch Logs writes to check that
// it may write to a bucket.
func Ignored(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") && base != "." && base != ".." || base == "aws-logs-write-test"
}

// anyIgnored reports whether a part of a path is ignored.
func anyIgnored(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part != "" && Ignored(part) || part == "__MACOSX" {
			return true
		}
	}
	return false
}
