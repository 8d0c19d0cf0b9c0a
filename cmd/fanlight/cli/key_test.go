package cli

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestLocalCommand_accessKey(t *testing.T) {
	t.Parallel()
	s := &System{Getenv: func(name string) string {
		return map[string]string{"GOOD": "id.1:Se/cr+et=", "SHELL": "id:$(secret)", "HALF": "secret"}[name]
	}}
	reports := []string{"a.yaml"}
	for name, c := range map[string]struct {
		command localCommand
		want    wire.Key
		mistake string
	}{
		"none":                   {localCommand{}, wire.Key{}, ""},
		"given":                  {localCommand{key: "env:GOOD"}, wire.Key{ID: "id.1", Secret: "Se/cr+et="}, ""},
		"given, with reports":    {localCommand{key: "env:GOOD", reports: reports}, wire.Key{ID: "id.1", Secret: "Se/cr+et="}, ""},
		"on the command line":    {localCommand{key: "id:secret"}, wire.Key{}, "invalid --key: want env:NAME, with ID:SECRET in the environment variable NAME: others can read a command line"},
		"both":                   {localCommand{key: "env:id:secret"}, wire.Key{}, "want env:NAME"},
		"not set":                {localCommand{key: "env:NONE"}, wire.Key{}, "invalid --key env:NONE: want ID:SECRET in the variable NONE, of letters, digits and -._ (in SECRET also /+=)"},
		"no ID":                  {localCommand{key: "env:HALF"}, wire.Key{}, "want ID:SECRET"},
		"a command of the shell": {localCommand{key: "env:SHELL"}, wire.Key{}, "want ID:SECRET"},
	} {
		c.command.s = s
		got, err := c.command.accessKey()
		if got != c.want || (err == nil) != (c.mistake == "") {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if err != nil && (!strings.Contains(err.Error(), c.mistake) || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%s: %v", name, err)
		}
	}
	drawn, err := (&localCommand{s: s, reports: reports}).accessKey()
	again, _ := (&localCommand{s: s, reports: reports}).accessKey()
	if err != nil || drawn.ID == again.ID || drawn.Secret == again.Secret || !keyForm().MatchString(drawn.ID+":"+drawn.Secret) {
		t.Errorf("drawn %v and %v, %v", drawn, again, err)
	}
}
