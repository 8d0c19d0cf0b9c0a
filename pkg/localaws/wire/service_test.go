package wire_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// TestRead_too_large has its status from dynalite's tests, which run on AWS too
// (https://github.com/architect/dynalite/blob/main/test/connection.js).
func TestRead_too_large(t *testing.T) {
	t.Parallel()
	resp := newAccount(wire.Options{}).post(t, "AmazonSQS.ListQueues", strings.Repeat(" ", 17<<20))
	expect(t, "status", 413, resp.StatusCode)
	expect(t, "message", any("the request has more than 16777216 bytes"), read(t, resp.Body)["message"])
}
