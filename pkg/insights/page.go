package insights

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

// maxPage bounds the bytes of one answer of GetQueryResults. The SDK decodes an
// answer as a whole and takes several times its size, and a page of 10,000 rows
// (API_GetQueryResults) may have hundreds of megabytes.
const maxPage = 4 << 20

// TooLargeError is the error of a page that is too large to be held. Size is the
// size of the answer in bytes, 0 if the service did not say it.
type TooLargeError struct{ Size int64 }

// Error returns the size and the bound.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the page has %d bytes, more than %d", e.Size, int64(maxPage))
}

// RetryableError implements the SDK's interface: the same page is not asked for
// again.
func (*TooLargeError) RetryableError() bool { return false }

// mostRows is the most rows that a page may have (API_GetQueryResults).
const mostRows = 10_000

// Fewer returns how many rows to ask for after a page of at most so many, 0 as in
// Read, was too large. It is at least 1: Read takes one row whatever its size.
func (e *TooLargeError) Fewer(rows int) int {
	rows = cmp.Or(rows, mostRows)
	if e.Size <= 0 {
		return max(1, rows/8)
	}
	return max(1, min(rows/2, int(float64(rows)*maxPage/2/float64(e.Size))))
}

// bounded is an HTTP client that does not take an answer of more than maxPage bytes.
type bounded struct{ cloudwatchlogs.HTTPClient }

// boundPage returns the option that bounds a page of so many rows. A single row is
// taken whatever its size.
func boundPage(rows int) func(*cloudwatchlogs.Options) {
	return func(o *cloudwatchlogs.Options) {
		if rows != 1 {
			o.HTTPClient = bounded{o.HTTPClient}
		}
	}
}

// Do implements cloudwatchlogs.HTTPClient.
func (b bounded) Do(request *http.Request) (*http.Response, error) {
	answer, err := b.HTTPClient.Do(request)
	if err != nil {
		return answer, err
	}
	if answer.ContentLength > maxPage {
		return nil, errors.Join(&TooLargeError{answer.ContentLength}, answer.Body.Close())
	}
	answer.Body = &boundedBody{answer.Body, maxPage}
	return answer, nil
}

// boundedBody is a body whose length was not said.
type boundedBody struct {
	io.ReadCloser
	left int
}

// Read implements io.Reader.
func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, io.EOF // to the SDK, which reads what is left of a refused answer
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= n; b.left < 0 {
		return n, &TooLargeError{}
	}
	return n, err
}
