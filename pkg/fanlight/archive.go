package fanlight

// Archive is where readers find an edition that is kept as files, and the editions before it.
type Archive struct {
	Folder string `json:"folder"` // the address of its files without their names
	Index  string `json:"index"`  // of the page of all editions of its report
}

// ArchivePage is the name of an edition's page in an archive.
const ArchivePage = "report.html"

// Page returns the address of the edition's page, empty without an archive.
func (a *Archive) Page() string { return a.File(ArchivePage) }

// File returns the address of a file of the edition, empty without an archive.
func (a *Archive) File(name string) string {
	if a == nil {
		return ""
	}
	return a.Folder + name
}

// Archived returns the newest edition before the document's whose page its report's archive
// has; nil if none is known.
func (d *Document) Archived() *Figures {
	for i := range d.Past {
		if d.Past[i].Archived {
			return &d.Past[i]
		}
	}
	return nil
}
