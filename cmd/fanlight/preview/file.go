package preview

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
)

// filesOf returns the files of a part.
func filesOf(all []fanlight.File, part int) (files []fanlight.File) {
	for _, f := range all {
		if f.Part == part {
			files = append(files, f)
		}
	}
	return files
}

// file writes a picture, or the name and the size of another file.
func (d *drawing) file(f fanlight.File) {
	if strings.HasPrefix(f.Type, "image/") {
		d.say("<img alt=\"\" src=\"", dataURI(f), "\">")
		return
	}
	d.say("<p class=\"picture\">", fmt.Sprintf("File: %s, %s", f.Name, render.Bytes(float64(len(f.Data)))), "</p>\n")
}
