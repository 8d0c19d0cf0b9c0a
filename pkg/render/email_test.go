package render_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
)

func TestEmailHTML(t *testing.T) {
	t.Parallel()
	goldenForm(t, "mail", render.EmailHTML)
}
