package unpack

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// decoded returns a reader of the text in UTF-8 without its byte order mark, and the
// name of the charset if it was another one.
func decoded(in *bufio.Reader, head []byte) (text io.Reader, charset string) {
	var skip int
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		skip = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		skip, order, charset = 2, binary.LittleEndian, "UTF-16LE"
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		skip, order, charset = 2, binary.BigEndian, "UTF-16BE"
	case zeros(head, 1):
		order, charset = binary.LittleEndian, "UTF-16LE"
	case zeros(head, 0):
		order, charset = binary.BigEndian, "UTF-16BE"
	}
	_, _ = in.Discard(skip) // they were peeked at
	if order == nil {
		return in, ""
	}
	return &transcoder{in: in, order: order}, charset
}

// zeros reports whether, of the first characters, each has a zero byte at an index and
// none at the other: ASCII in UTF-16.
func zeros(head []byte, at int) bool {
	const enough = 16
	if len(head) < enough {
		return false
	}
	for i := 0; i < enough; i += 2 {
		if head[i+at] != 0 || head[i+1-at] == 0 {
			return false
		}
	}
	return true
}

// transcoder reads UTF-16 as UTF-8.
type transcoder struct {
	in    *bufio.Reader
	order binary.ByteOrder
	ready []byte // UTF-8 that was not read yet
	space [4 << 10]byte
}

func (t *transcoder) Read(p []byte) (int, error) {
	if len(t.ready) == 0 {
		if err := t.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, t.ready)
	t.ready = t.ready[n:]
	return n, nil
}

// fill transcodes some characters. A character that is cut off or half of a pair becomes
// U+FFFD.
func (t *transcoder) fill() error {
	t.ready = t.space[:0]
	for len(t.ready)+utf8.UTFMax < len(t.space) {
		r, err := t.rune()
		if err != nil && len(t.ready) > 0 {
			return nil // the next call returns it
		}
		if err != nil {
			return err
		}
		t.ready = utf8.AppendRune(t.ready, r)
	}
	return nil
}

func (t *transcoder) rune() (rune, error) {
	unit, err := t.in.Peek(2)
	if len(unit) == 1 {
		_, _ = t.in.Discard(1) // it was peeked at
		return utf8.RuneError, nil
	}
	if len(unit) == 0 {
		return 0, err
	}
	r := rune(t.order.Uint16(unit))
	_, _ = t.in.Discard(2)
	if !utf16.IsSurrogate(r) {
		return r, nil
	}
	second, _ := t.in.Peek(2)
	if len(second) < 2 {
		return utf8.RuneError, nil
	}
	pair := utf16.DecodeRune(r, rune(t.order.Uint16(second)))
	if pair != utf8.RuneError {
		_, _ = t.in.Discard(2)
	}
	return pair, nil
}
