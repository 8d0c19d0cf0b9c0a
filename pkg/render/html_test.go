package render_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	goldenForm(t, "html", render.HTML, "long") // which has hundreds of kilobytes
}
