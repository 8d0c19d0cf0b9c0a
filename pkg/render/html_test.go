package render_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	rendertest.CheckTables(t, render.HTML)
	rendertest.Golden(t, "html", render.HTML, "long") // which has hundreds of kilobytes
}
