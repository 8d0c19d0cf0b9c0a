package logfile

import "github.com/fanlight/fanlight/pkg/cwli"

// The sources of a container's lines.
const (
	noContainer = iota
	stdout
	stderr
)

func sourceOf(isStderr bool) int {
	if isStderr {
		return stderr
	}
	return stdout
}

// part is the start of a message that a container's runtime has written as several
// lines, because it is long.
type part struct {
	open    bool
	message []byte
	event   cwli.Event
	first   item
}

// isPart reports whether the line that was read is a piece of a longer message.
func (r *entryReader) isPart() bool {
	return r.line.source != noContainer && (r.line.goesOn || r.parts[r.line.source].open)
}

// addPart adds the event that was begun to those before it of the same source, and sends
// them as one if it is the last one.
func (r *entryReader) addPart(i item) error {
	p := &r.parts[r.line.source]
	if !p.open {
		p.open, p.event, p.first, p.message = true, r.to.event, i, p.message[:0]
		p.first.text = excerpt(i.text)
	}
	p.message = appendUpTo(longestLine, p.message, r.to.event.Message)
	if r.line.goesOn {
		return nil
	}
	return r.flushPart(p)
}

func (r *entryReader) flushPart(p *part) error {
	p.open = false
	r.to.event = p.event
	r.to.event.Message = p.message
	return failedAt(p.first.line, r.to.send(r.ctx, &p.first))
}

// flushParts sends the messages whose last line is missing at the end of the file.
func (r *entryReader) flushParts() error {
	for i := range r.parts {
		if p := &r.parts[i]; p.open {
			r.to.report.Cut++
			if err := r.flushPart(p); err != nil {
				return err
			}
		}
	}
	return nil
}
