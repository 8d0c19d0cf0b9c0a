package logfile

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// foreign returns the error of a file whose first lines show that it is output of a
// command in a form that has no lines of a log: of the AWS CLI, or of journalctl.
func foreign(lines []string) error {
	const remedy = "export the events as JSON, with --output json"
	first := lines[0]
	switch {
	case hasPrefix(first, "EVENTS\t"), hasPrefix(first, "b/", "f/", "SEARCHEDLOGSTREAMS\t") && anyHasPrefix(lines, "EVENTS\t"):
		return &unpack.NotTextError{What: "output of the AWS CLI as text", Remedy: remedy}
	case isYAML(lines):
		return &unpack.NotTextError{What: "output of the AWS CLI as YAML", Remedy: remedy}
	case hasPrefix(first, "-----") && anyHasPrefix(lines, "|") && strings.Contains(strings.Join(lines, "\n"), "LogEvents"):
		return &unpack.NotTextError{What: "output of the AWS CLI as a table", Remedy: remedy}
	case hasPrefix(first, "__CURSOR=", "__REALTIME_TIMESTAMP=", "__SEQNUM=") && !strings.Contains(first, " "):
		return &unpack.NotTextError{What: "a journal of systemd as journalctl -o export writes it", Remedy: "write it with journalctl -o json"}
	}
	return nil
}

// isYAML reports whether lines begin a document with a list of events, which the tokens of
// pages may precede, also as a member of a list (yaml-stream).
func isYAML(lines []string) bool {
	first := strings.TrimPrefix(lines[0], "- ")
	if !hasPrefix(first, "events:", "nextToken:", "nextForwardToken:", "nextBackwardToken:", "searchedLogStreams:") {
		return false
	}
	for i, line := range lines {
		line = strings.TrimSpace(strings.TrimPrefix(line, "- "))
		if line == "events: []" || line == "events:" && i+1 < len(lines) && hasPrefix(strings.TrimLeft(lines[i+1], " "), "- ") {
			return true
		}
	}
	return false
}

func hasPrefix(line string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(line, prefix) })
}

func anyHasPrefix(lines []string, prefix string) bool {
	return slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, prefix) })
}

// checkForeign looks at the first lines of the file.
func (r *entryReader) checkForeign() error {
	const most, furthest = 8, 4 << 10
	if c := r.lines.last[0]; !strings.Contains("EbfSens-_", string(rune(c))) {
		return nil
	}
	line, following := r.lines.peek(furthest)
	lines := []string{string(line)}
	for next := range bytes.Lines(following) {
		if len(lines) == most {
			break
		}
		lines = append(lines, string(withoutEnd(next)))
	}
	return foreign(lines)
}
