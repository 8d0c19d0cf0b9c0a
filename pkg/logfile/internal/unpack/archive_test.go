package unpack_test

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// entryOf writes an entry of a tar archive by hand: with a magic, "" in the form v7, and
// with fields at their offsets.
func entryOf(typeflag byte, magic, content string, fields map[int]string) string {
	const block = 512
	header := make([]byte, block)
	copy(header, "a.log")
	copy(header[124:], fmt.Sprintf("%011o", len(content)))
	copy(header[136:], fmt.Sprintf("%011o", modified.Unix()))
	header[156] = typeflag
	copy(header[257:], magic)
	for at, value := range fields {
		copy(header[at:], value)
	}
	copy(header[148:], "        ")
	sum := 0
	for _, c := range header {
		sum += int(c)
	}
	copy(header[148:], fmt.Sprintf("%06o\x00 ", sum))
	return string(header) + content + strings.Repeat("\x00", block-len(content)%block)
}

const endOfTar = 1024

// TestEach_forms reads forms of packings that today's programs do not write by default.
func TestEach_forms(t *testing.T) {
	t.Parallel()
	end := strings.Repeat("\x00", endOfTar)
	// A sparse file of 8 bytes, of which "a\n" is stored, at offset 6.
	sparse := map[int]string{386: fmt.Sprintf("%011o\x00%011o\x00", 6, 2), 483: fmt.Sprintf("%011o", 8)}
	skipped, err := hex.DecodeString("502a4d1804000000" + "0c000000")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		content string
		want    []string
	}{
		"tar, v7":               {entryOf('0', "", "a\n", nil) + end, []string{`a.log [tar]: "a\n"`}},
		"tar, v7, no type":      {entryOf(0, "", "a\n", nil) + end, []string{`a.log [tar]: "a\n"`}},
		"tar, a sparse file":    {entryOf('S', "ustar  \x00", "a\n", sparse) + end, []string{`a.log [tar]: "\x00\x00\x00\x00\x00\x00a\n"`}},
		"tar, another type":     {entryOf('M', "ustar  \x00", "a\n", nil) + entryOf('0', "ustar  \x00", "a\n", nil) + end, []string{`a.log [tar]: invalid log file: this is an entry of a tar archive of the type "M": unpack it`, `a.log [tar]: "a\n"`}},
		"tar, a link":           {entryOf('2', "ustar  \x00", "", nil) + end, nil},
		"no tar":                {strings.Repeat("a", 600), []string{fmt.Sprintf(" []: %q", strings.Repeat("a", 600))}},
		"zstd, a frame to skip": {string(skipped) + zstandard("a\n"), []string{` [zstd]: "a\n"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := opened(test.content)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got)\n%s", err, diff)
			}
		})
	}
}

// TestEach_long_directory refuses a zip archive of so many files that their list would
// fill the memory.
func TestEach_long_directory(t *testing.T) {
	t.Parallel()
	var files []string
	for i := range 300 {
		files = append(files, fmt.Sprintf("%d/%s", i, strings.Repeat("a", 60_000)), "")
	}
	got, err := opened(zipped(t, files...))
	want := []string{" [zip]: invalid log file: this is a zip archive with too many files: unpack it"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}
