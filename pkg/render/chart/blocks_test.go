package chart

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/text"
)

func TestChart_Blocks(t *testing.T) {
	t.Parallel()
	for name, c := range gallery(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, width := range []int{40, 80, 120} {
				lines := c.Blocks(width)
				for _, line := range lines {
					if text.Width(line) > width || line != strings.TrimRight(line, " ") || text.Clean(strings.TrimSpace(line)) != strings.TrimSpace(line) {
						t.Errorf("a line of %d columns for %d: %q", text.Width(line), width, line)
					}
				}
				if width < 120 {
					golden.Compare(t, filepath.Join("testdata", "golden", fmt.Sprintf("%s.%d.txt", name, width)), strings.Join(lines, "\n")+"\n")
				}
			}
		})
	}
}
