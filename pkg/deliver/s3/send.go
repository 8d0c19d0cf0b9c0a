package s3

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/retry"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// Send writes the object of the one part of a message, and returns its address, s3://
// with bucket and key. An object that is there already stays as it is and counts as
// written: an earlier try wrote it. To the page of editions, an entry is added.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.S3 == nil {
		return "", channel.ErrNoSettings
	}
	if len(m.Parts) != 1 {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("message has %d parts, want one at a time", len(m.Parts))}
	}
	o, ok := newObject(m.Parts[0])
	if !ok {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("the stored part is not an object with a name")}
	}
	p := &place{env: env, region: env.AWS.Region, bucket: to.S3.Bucket, key: key(*to.S3, m, o)}
	if o.name == indexName {
		if err := p.addTo(ctx, o); err != nil {
			return "", err
		}
		return p.String(), nil
	}
	a, err := p.do(ctx, put(o, ifNoneMatch, anyObject))
	switch {
	case err != nil:
		return "", err
	case !a.written():
		return "", a.refused()
	}
	return p.String(), nil
}

// answer is an answer of S3.
type answer struct {
	status int
	header http.Header
	body   string // of an error: XML
}

// written reports whether the object is there: 412 says that it was before.
func (a answer) written() bool {
	return a.status >= 200 && a.status < 300 || a.status == http.StatusPreconditionFailed
}

// maxWords is how many characters of S3's words an error has.
const maxWords = 300

// refused returns the outcome of an answer that is an error.
//
// Source: docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
func (a answer) refused() *fanlight.DeliveryError {
	code := element(a.body, "Code")
	_, throttled := retry.DefaultThrottleErrorCodes[code]
	passes := throttled || a.status >= 500 || a.status == http.StatusTooManyRequests ||
		code == "RequestTimeout" || code == "ExpiredToken" || code == "ConditionalRequestConflict"
	return &fanlight.DeliveryError{Permanent: !passes, Err: fmt.Errorf("S3 answered %s", a)}
}

// String returns the status, and the code and the words of an error.
func (a answer) String() string {
	code := cmp.Or(element(a.body, "Code"), http.StatusText(a.status))
	return fmt.Sprintf("%d %s: %s", a.status, clean(code), clean(element(a.body, "Message")))
}

func clean(s string) string { return text.Limit(text.Clean(s), maxWords) }

// element returns the text of an element of a small XML document, empty if it has none.
func element(body, name string) string {
	_, rest, _ := strings.Cut(body, "<"+name+">")
	words, _, ok := strings.Cut(rest, "</"+name+">")
	if !ok {
		return ""
	}
	return html.UnescapeString(words)
}
