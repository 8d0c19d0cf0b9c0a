package logfile

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// readCRI reads what container runtimes write under Kubernetes
// (`2026-01-01T00:00:00.123456789Z stdout F message`,
// https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md).
// The message of a line with the tag P goes on in the next line.
func (r *lineReader) readCRI(line string, e *cwli.Event) stamp.Time {
	source, tag, message, ok := splitCRI(line)
	if !ok {
		return stamp.Time{}
	}
	t := stamp.ISO(line)
	if t.Kind != stamp.None {
		e.Message, r.source, r.goesOn = unsafeBytes(message), sourceOf(source == "stderr"), tag == "P"
	}
	return t
}

// splitCRI returns what follows the time.
func splitCRI(line string) (source, tag, message string, ok bool) {
	const earliest = len("2026-01-01T00:00:00Z")
	if len(line) < earliest || line[0]-'0' > 9 || line[10] != 'T' {
		return "", "", "", false
	}
	at := strings.Index(line[earliest-1:min(len(line), earliest+20)], " std")
	if at < 0 {
		return "", "", "", false
	}
	source, rest, _ := strings.Cut(line[earliest-1+at+1:], " ")
	tag, message, _ = strings.Cut(rest, " ")
	return source, tag, message, (source == "stdout" || source == "stderr") && (tag == "F" || tag == "P")
}

// readCompose reads what `docker compose logs` prints: `web-1  | ` and the line of a
// container, which has the time (https://docs.docker.com/reference/cli/docker/compose/logs/).
// In `main | 2026-01-01 00:00:00 | INFO | …`, bars stand between columns of another kind.
func (r *lineReader) readCompose(line string, e *cwli.Event) stamp.Time {
	name, inner, ok := splitCompose(line)
	if !ok || r.nested {
		return stamp.Time{}
	}
	r.nested = true
	defer func() { r.nested = false }()
	own := *e
	own.Message = unsafeBytes(inner)
	t, l := r.read(inner, &own)
	if !isNumbered(name) && t.OK() && l != nil && isBarred(inner, t, l) {
		if l.time != inBrackets {
			r.instead = bars
			return t
		}
		return stamp.Time{}
	}
	if r.composed = r.composed || t.OK(); r.composed { // then lines without a time are those of containers, too
		own.Stream = r.names(name)
		*e = own
	}
	return t
}

// composedFront reads the first line of a file, which has no time, as one of docker compose
// if the first line with a time, which was probed, is.
func (r *entryReader) composedFront(first *item, probe *lineReader) {
	if r.line.composed = probe.composed; r.line.composed && r.to.event.Document == nil {
		first.layout = composeLines
		r.line.readCompose(unsafeString(r.to.event.Message), &r.to.event)
	}
}

// splitCompose returns the name of the container, which has a letter, and its line.
func splitCompose(line string) (name, inner string, ok bool) {
	const longest = 80
	plain := withoutColours(line)
	bar := strings.IndexByte(plain[:min(len(plain), longest)], '|') - 1
	if bar < 1 || !strings.HasPrefix(plain[bar:], " | ") {
		return "", "", false
	}
	name = strings.TrimRight(plain[:bar], " ")
	if name == "" || strings.ContainsAny(name, " \t{\"=") || strings.Trim(name, digits+".:-_") == "" {
		return "", "", false
	}
	return name, withoutColours(plain[bar+len(" | "):]), true
}

// isBarred reports whether there is another bar right after the time, or before one in
// brackets.
func isBarred(line string, t stamp.Time, l *layout) bool {
	if l.time == inBrackets {
		before, _, _ := strings.Cut(line, "[")
		return strings.Contains(before, "|")
	}
	return hasPrefix(line[min(t.End, len(line)):], " |", "|")
}

// isNumbered reports whether a name ends as those that compose gives to containers.
func isNumbered(name string) bool {
	service := strings.TrimRight(name, digits)
	return len(service) < len(name) && len(service) > 1 && strings.Contains("-_", service[len(service)-1:])
}
