package wire_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestRead_too_large(t *testing.T) {
	t.Parallel()
	resp := newAccount(wire.Options{}).post(t, "AmazonSQS.ListQueues", strings.Repeat(" ", 17<<20))
	expect(t, "status", 400, resp.StatusCode)
	expect(t, "message", any("cannot read the request: http: request body too large"), read(t, resp.Body)["message"])
}
