package wire

import (
	"io"
	"sync/atomic"

	"github.com/aws/smithy-go"
)

// What the callers of a port can make it hold, in bytes.
const (
	maxHeader = 64 << 10 // of a request's header
	maxBodies = 64 << 20 // of the bodies of all requests that have no answer yet
	smallBody = 64 << 10 // of a body that is read also when these are full
)

// bodies counts the bytes of the bodies that a port holds. Decoded, a body takes up to 52 times its bytes
// (`[{"":0},…]`), so that a thousand callers with the largest bodies would fill the memory of any machine.
type bodies struct{ held atomic.Int64 }

// errFull is the answer to a request whose body has no room. SDKs send the request again.
var errFull error = &smithy.GenericAPIError{
	Code: "ServiceUnavailable", Message: "the requests under way have 64 MiB of bodies: send this one again later", Fault: smithy.FaultServer,
}

// counted is the body of a request. What is read of it counts until release.
type counted struct {
	io.Reader
	of   *bodies
	read int64
}

// Read implements io.Reader. It fails with errFull if the body is large and has no room.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	if c.of.held.Add(int64(n)) > maxBodies && c.read > smallBody {
		return n, errFull
	}
	return n, err
}

func (c *counted) release() { c.of.held.Add(-c.read) }
