package cli

import (
	"bytes"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestNoteIgnored(t *testing.T) {
	t.Parallel()
	var err bytes.Buffer
	log := noteIgnored(&progressLine{w: &err})
	create := wire.Call{Service: "dynamodb", Operation: "CreateTable"}
	log(wire.Entry{Call: create})
	log(wire.Entry{Call: create, Ignored: []string{"Tags (they are not kept)"}})
	log(wire.Entry{Call: create, Ignored: []string{"Tags (they are not kept)", "Capacity (none)"}})
	want := "dynamodb.CreateTable: ignored Tags (they are not kept)\ndynamodb.CreateTable: ignored Capacity (none)\n"
	if got := err.String(); got != want {
		t.Errorf("noted %q, want %q", got, want)
	}
}
