package render_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
)

func TestSubject(t *testing.T) {
	t.Parallel()
	goldenForm(t, "subject", render.Subject)
}
