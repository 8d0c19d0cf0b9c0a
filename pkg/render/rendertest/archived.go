package rendertest

import "github.com/fanlight/fanlight/pkg/fanlight"

// Archived returns a document with an archive, in which it has a folder of that name.
func Archived(d *fanlight.Document, folder string) *fanlight.Document {
	const address = "https://reports.example.org/"
	d.Archive = &fanlight.Archive{Folder: address + folder + "/", Index: address + "index.html"}
	return d
}
