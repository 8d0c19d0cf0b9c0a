package unpack

import (
	"bytes"
	"fmt"
)

// NotTextError is the error of a file that is not a text of log lines.
type NotTextError struct {
	What   string // such as "an image (PNG)"
	Remedy string // what the user may do, "" if nothing
}

func (e *NotTextError) Error() string {
	if e.Remedy == "" {
		return fmt.Sprintf("invalid log file: this is %s", e.What)
	}
	return fmt.Sprintf("invalid log file: this is %s: %s", e.What, e.Remedy)
}

// binaries are the first bytes of files that are not logs, or not readable ones.
var binaries = []struct {
	magic string
	NotTextError
}{
	{"\xfd7zXZ\x00", NotTextError{"compressed by xz", "decompress it, as with xz -d"}},
	{"\x04\x22\x4d\x18", NotTextError{"compressed by lz4", "decompress it, as with lz4 -d"}},
	{"\x1f\x9d", NotTextError{"compressed by compress (.Z)", "decompress it, as with uncompress"}},
	{"\xff\x06\x00\x00sNaPpY", NotTextError{"compressed by snappy", "decompress it"}},
	{"7z\xbc\xaf\x27\x1c", NotTextError{"a 7z archive", "unpack it"}},
	{"Rar!\x1a\x07", NotTextError{"a rar archive", "unpack it"}},
	{"LPKSHHRH", NotTextError{"a journal of systemd", "export it, as with journalctl --file FILE -o json"}},
	{"ElfFile\x00", NotTextError{"an event log of Windows", "export it as text"}},
	{"PAR1", NotTextError{"a Parquet file", "export it as JSON lines"}},
	{"Obj\x01", NotTextError{"an Avro file", "export it as JSON lines"}},
	{"SQLite format 3\x00", NotTextError{"a SQLite database", ""}},
	{"\x89PNG\r\n\x1a\n", NotTextError{"an image (PNG)", ""}},
	{"\xff\xd8\xff", NotTextError{"an image (JPEG)", ""}},
	{"GIF8", NotTextError{"an image (GIF)", ""}},
	{"%PDF-", NotTextError{"a PDF file", ""}},
	{"\x7fELF", NotTextError{"a program", ""}},
	{"PK\x05\x06", NotTextError{"an empty zip archive", ""}},
}

// foreign returns the error of a file that starts as one that is not text.
func foreign(head []byte) error {
	for _, b := range binaries {
		if bytes.HasPrefix(head, []byte(b.magic)) {
			err := b.NotTextError
			return &err
		}
	}
	return nil
}
