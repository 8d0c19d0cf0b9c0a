package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// count is the number of instructions of a workload.
type count struct {
	name         string
	instructions int64
}

// counts are those of all workloads, on a platform.
type counts struct {
	platform string
	list     []count
}

// readCounts reads the file: the platform, then a workload and its count in each line. A file that
// does not exist has no counts.
func readCounts(path string) (all counts, err error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return counts{platform: "none"}, nil
	}
	if err != nil {
		return counts{}, fmt.Errorf("read the known counts: %w", err)
	}
	head, rest, _ := strings.Cut(string(content), "\n")
	all.platform = strings.TrimPrefix(head, "# ")
	n := 1
	for line := range strings.Lines(rest) {
		n++
		name, number, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		instructions, err := strconv.ParseInt(number, 10, 64)
		if err != nil || instructions < 1 {
			return counts{}, fmt.Errorf("%s:%d: want a workload, a tab and its number of instructions: write them with -update", path, n)
		}
		all.list = append(all.list, count{name, instructions})
	}
	return all, nil
}

func (c counts) write(path string) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", c.platform)
	for _, w := range c.list {
		fmt.Fprintf(&b, "%s\t%d\n", w.name, w.instructions)
	}
	if err := wholefile.Write(path, b.Bytes()); err != nil {
		return fmt.Errorf("keep the counts: %w", err)
	}
	return nil
}

// of returns the count of a workload; 0: there is none.
func (c counts) of(name string) int64 {
	for _, w := range c.list {
		if w.name == name {
			return w.instructions
		}
	}
	return 0
}

// compare prints each workload with its change, and returns those that are slower than the known
// counts allow. It fails if one has none.
func (c counts) compare(known counts, out io.Writer) (slower []string, err error) {
	for _, w := range c.list {
		now, before := float64(w.instructions), float64(known.of(w.name))
		if before == 0 {
			return nil, fmt.Errorf("%s has no known count: write it with -update", w.name)
		}
		verdict := ""
		switch {
		case now > before*(1+tolerance):
			slower, verdict = append(slower, w.name), "  slower"
		case now < before*(1-tolerance):
			verdict = "  faster: keep it with -update"
		}
		fmt.Fprintf(out, "%-12s %6.1f million instructions, %+.1f %%%s\n", w.name, now/1e6, 100*(now/before-1), verdict)
	}
	return slower, nil
}
