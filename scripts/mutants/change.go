package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// change is a unified diff of one file.
type change struct {
	path  string // in the tree, with slashes
	hunks []hunk
}

// hunk replaces lines by others. Both have the lines around them.
type hunk struct{ before, after string }

// parseChange reads a unified diff of one file.
func parseChange(diff string) (c change, err error) {
	for line := range strings.Lines(diff) {
		switch {
		case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "diff "):
		case strings.HasPrefix(line, "+++ b/") && c.path == "":
			c.path = strings.TrimSpace(strings.TrimPrefix(line, "+++ b/"))
		case strings.HasPrefix(line, "@@ "):
			c.hunks = append(c.hunks, hunk{})
		case len(c.hunks) == 0:
			return c, fmt.Errorf("invalid line %q before the first hunk: want the unified diff of one file", line)
		default:
			if err := c.hunks[len(c.hunks)-1].add(line); err != nil {
				return c, err
			}
		}
	}
	if c.path == "" || len(c.hunks) == 0 {
		return c, fmt.Errorf("the patch has no file or no hunk")
	}
	return c, nil
}

func (h *hunk) add(line string) error {
	switch text := line[1:]; line[0] {
	case ' ':
		h.before, h.after = h.before+text, h.after+text
	case '-':
		h.before += text
	case '+':
		h.after += text
	default:
		return fmt.Errorf("invalid line %q of a hunk", line)
	}
	return nil
}

// of returns the changed text of a file. Each hunk must fit at one place: where that is, the
// lines say, so that other changes of the file move it along.
func (c change) of(text string) (string, error) {
	for n, h := range c.hunks {
		if places := strings.Count(text, h.before); places != 1 {
			return "", fmt.Errorf("hunk %d fits at %d places of %s, want one: the code has changed, make the patch again", n+1, places, c.path)
		}
		text = strings.Replace(text, h.before, h.after, 1)
	}
	return text, nil
}

// plant writes the changed file, and returns the function that restores it.
func (c change) plant(root string) (restore func() error, err error) {
	path := filepath.Join(root, filepath.FromSlash(c.path))
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	changed, err := c.of(string(text))
	if err != nil {
		return nil, err
	}
	restore = func() error { return os.WriteFile(path, text, 0o600) }
	return restore, os.WriteFile(path, []byte(changed), 0o600)
}
