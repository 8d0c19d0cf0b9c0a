package textform

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

// Divide returns lines in texts of at most n UTF-16 units, as chats count them. A line
// that is longer is made to fit by limit.
func Divide(lines string, n int, limit func(line string, n int) string) (parts []string) {
	part := ""
	for line := range strings.SplitSeq(lines, "\n") {
		if text.UTF16Len(line) > n {
			line = limit(line, n)
		}
		if part != "" && text.UTF16Len(part)+1+text.UTF16Len(line) > n {
			parts, part = append(parts, part), ""
		}
		if part != "" {
			part += "\n"
		}
		part += line
	}
	if strings.TrimSpace(part) != "" {
		parts = append(parts, part)
	}
	return parts
}
