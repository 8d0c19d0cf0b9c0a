package cli

import "github.com/fanlight/fanlight/pkg/localaws/wire"

// noteIgnored returns a log of calls that notes what the stand-in accepted without effect, each
// once for an operation.
func noteIgnored(line *progressLine) func(wire.Entry) {
	noted := map[string]bool{}
	return func(e wire.Entry) { // the stand-in makes one call at a time
		for _, what := range e.Ignored {
			if text := e.Call.String() + ": ignored " + what; !noted[text] {
				noted[text] = true
				line.note("%s", text)
			}
		}
	}
}
