package fanlight_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestDecodeStrict(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct{ valid, newer bool }{
		`{"field":"n","value":"1"}`:             {valid: true},
		` {"field":"n"} `:                       {valid: true},
		`{"field":"n","value":"1","unit":"ms"}`: {newer: true},
		`{"field":"n"} {}`:                      {},
		`{"field":1}`:                           {},
		``:                                      {},
		`{"field":`:                             {},
	} {
		var f fanlight.Field
		err := fanlight.DecodeStrict([]byte(body), &f)
		if (err == nil) != want.valid || errors.Is(err, fanlight.ErrNewer) != want.newer {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestCommand_UnmarshalJSON(t *testing.T) {
	t.Parallel()
	var c fanlight.Command
	if err := json.Unmarshal([]byte(`{"action":"cancel","id":"c","epoch":1}`), &c); err != nil || c.Action != fanlight.ActionCancel || c.Epoch != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if err := json.Unmarshal([]byte(`{"action":"cancel","dry_run":true}`), &c); !errors.Is(err, fanlight.ErrNewer) {
		t.Errorf("an unknown key: %v", err)
	}
}
