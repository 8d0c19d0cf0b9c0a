// Package stdout delivers reports to standard output.
package stdout

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind stdout.
type Channel struct{}

// Render returns the document as a terminal of 80 columns shows it, without
// colours.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	return fanlight.Message{Text: render.Text(d, render.TextOptions{})}
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// Notice returns the text of a notice.
func (Channel) Notice(n render.Notice) fanlight.Message { return fanlight.Message{Text: n.Text} }

// MarkDuplicate puts the mark at the top of the text.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	m.Text = mark + "\n\n" + m.Text
	return m
}

// Send writes the text of a message. Its outcome is unknown after a part of the
// text was written: it may have been read.
func (Channel) Send(_ context.Context, env *channel.Environment, _ report.Destination, m fanlight.Message) (string, error) {
	if env.Stdout == nil {
		return "", &fanlight.DeliveryError{Permanent: true, Err: errors.New("there is no standard output")}
	}
	n, err := io.WriteString(env.Stdout, m.Text)
	switch {
	case err == nil:
		return "stdout", nil
	case n > 0:
		return "", &fanlight.DeliveryError{Unknown: true, Err: fmt.Errorf("write %d of %d bytes: %w", n, len(m.Text), err)}
	}
	return "", fmt.Errorf("write report: %w", err)
}
