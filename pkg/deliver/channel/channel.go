// Package channel defines what a kind of destination does. Each kind is a
// package next to this one; package deliver lists them.
package channel

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is one kind of destination. It has no state: its methods may be called
// by several goroutines at once, with destinations of its kind only.
type Channel interface {
	// Render returns the document in the form of a destination: the fields of the
	// message that hold text.
	Render(d *fanlight.Document, to report.Destination) fanlight.Message
	// Form names what of a destination's settings Render depends on: destinations of
	// the kind with the same form share their message. It is empty if there is nothing.
	Form(to report.Destination) string
	// Notice returns a notice in the form of the kind.
	Notice(n render.Notice) fanlight.Message
	// MarkDuplicate returns a copy of a message with a mark, a sentence, that an
	// earlier delivery may have arrived. It works on what Render returned, which
	// may be that of another version: a stored message is not rendered again.
	MarkDuplicate(m fanlight.Message, mark string) fanlight.Message
	// Send delivers one part of a message (fanlight.Message.OnePart) and returns
	// the provider's receipt: a message ID, or the path of a file. It returns when
	// ctx ends. The outcome of a delivery that did not succeed is a
	// *fanlight.DeliveryError; any other error means that nothing was delivered and
	// another try may help. No error holds a secret.
	Send(ctx context.Context, env *Environment, to report.Destination, m fanlight.Message) (receipt string, err error)
}

// Environment is the world that channels send to.
type Environment struct {
	AWS     aws.Config               // for clients of AWS
	HTTP    Doer                     // for everything else; it follows no redirects
	Public  Doer                     // as HTTP, for addresses of the public internet only
	Secrets SecretReader             // reads what settings refer to
	Stdout  io.Writer                // nil: there is none
	Getenv  func(name string) string // a variable of the environment, empty if it is not set
}

// Doer sends HTTP requests; *http.Client is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// SecretReader reads the value that a reference names, which may be one that was
// read before. Its errors name the reference, never the value. Forget makes the
// next reading return the current value: it is called after a value was refused.
type SecretReader interface {
	Secret(ctx context.Context, ref report.Secret) (string, error)
	Forget(ref report.Secret)
}

// ErrNoSettings is the outcome for a destination without the settings of its
// kind.
var ErrNoSettings = &fanlight.DeliveryError{Permanent: true, Err: errors.New("it has no settings of its kind")}
