package source

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/suggest"
)

// suggestion asks whether the nearest known word was meant. It returns the
// empty string if none is near.
func suggestion(written string, known []string) string {
	near := suggest.Nearest(written, known)
	if near == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %s?", quoted(near))
}
