package cli

import (
	"crypto/rand"
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// accessKey returns the key that requests to the stand-in must be signed with:
// that of --key, else a random one if reports are deployed, whose destinations
// and log files are not for everybody. Without either it is empty: any signature
// is accepted, as emulators do.
func (l *localCommand) accessKey() (wire.Key, error) {
	switch {
	case l.key != "":
		return l.givenKey()
	case len(l.reports) > 0:
		return wire.Key{ID: "LOCAL" + rand.Text()[:15], Secret: rand.Text()}, nil
	}
	return wire.Key{}, nil
}

// keyForm has the characters of a key: nothing that a shell would take for more
// than text in the export lines.
var keyForm = lazyregexp.New(`^([\w.-]{1,128}):([\w/+=.-]{1,128})$`)

var isVariable = lazyregexp.New(`^\w+$`)

// givenKey reads the key from the variable that --key names. The key is not part
// of the command line, because every user of the machine can read that, and not
// of an error.
func (l *localCommand) givenKey() (wire.Key, error) {
	name, ok := strings.CutPrefix(l.key, "env:")
	if !ok || !isVariable().MatchString(name) {
		return wire.Key{}, usageErrorf("invalid --key: want env:NAME, with ID:SECRET in the environment variable NAME: others can read a command line")
	}
	parts := keyForm().FindStringSubmatch(l.s.Getenv(name))
	if parts == nil {
		return wire.Key{}, usageErrorf("invalid --key env:%s: want ID:SECRET in the variable %[1]s, of letters, digits and -._ (in SECRET also /+=)", name)
	}
	return wire.Key{ID: parts[1], Secret: parts[2]}, nil
}
