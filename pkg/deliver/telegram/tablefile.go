package telegram

import (
	"github.com/fanlight/fanlight/pkg/deliver/attach"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// maxFileTitle is in UTF-16 units: the titles of all files fit into one message, in case
// that these are refused.
const maxFileTitle = 250

// documents returns the files of tables, and the words that may stand in for them.
func documents(all []attach.File, e *edition.Edition) (words string, files []fanlight.File) {
	var instead chunk
	instead.plain("The chat does not take these files.")
	for _, f := range all {
		var caption chunk
		caption.tagged("<b>", limitUnits(f.Title, maxFileTitle), "</b>")
		caption.plain("\n" + f.Count())
		files = append(files, fanlight.File{Name: f.Name, Type: "text/csv", Caption: caption.String(), Data: f.Data})

		var line chunk
		line.tagged("<b>", limitUnits(f.Title, maxFileTitle), "</b>")
		line.plain("\n" + f.Words())
		instead.append(2, line)
	}
	if way := links(e); way.units > 0 {
		instead.append(2, way)
	}
	return instead.String(), files
}

// links returns the way to the edition in its archive and to all editions, empty without
// one.
func links(e *edition.Edition) (c chunk) {
	if e.Page != "" {
		c.link(e.Page, "Open the full report")
	}
	if e.Index != "" {
		if c.units > 0 {
			c.plain(" · ")
		}
		c.link(e.Index, "All editions")
	}
	return c
}
